import { type KinesisClient, PutRecordCommand, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { createKinesisHandler, instrumentDownstreamClient, instrumentKinesisHandler } from '@kinesis-otel/consumer-sdk';
import { buildKinesisEvent } from '@kinesis-otel/consumer-sdk/testing';
import { instrumentKinesisClient } from '@kinesis-otel/producer-sdk';
import { SpanKind } from '@opentelemetry/api';
import { AlwaysOnSampler, ParentBasedSampler } from '@opentelemetry/sdk-trace';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';
import { createKinesisPool, type LocalKinesis } from '../../support/local-kinesis.ts';
import { readStamped } from '../../support/read-stamped.ts';
import { sampleSpanId, sampleTraceId } from '../../support/sample-carrier.ts';

const test = suite('consumer-sdk / downstream, a second stream');
const pool = createKinesisPool();
const sentAtMs = 1_732_287_000_123;

test.after(() => pool.stop());

type Order = 'producer SDK first' | 'consumer SDK first';

async function start(order: Order = 'producer SDK first') {
  const telemetry = createInMemoryTelemetry({ sampler: new ParentBasedSampler({ root: new AlwaysOnSampler() }) });
  const { tracerProvider, meterProvider } = telemetry;
  const providers = { tracerProvider, meterProvider };
  const kinesis = await pool.start();
  const client: KinesisClient = kinesis.sdkClient();
  if (order === 'producer SDK first') instrumentDownstreamClient(instrumentKinesisClient(client, providers), providers);
  else instrumentKinesisClient(instrumentDownstreamClient(client, providers), providers);
  return { ...telemetry, providers, kinesis, client, second: await kinesis.createStream(1) };
}

/** The records of a stream of one shard, as they lie there. */
async function recordsOf({ ownClient }: LocalKinesis, StreamName: string): Promise<readonly Buffer[]> {
  const place = { StreamName, ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' };
  const { ShardIterator } = (await ownClient.call('GetShardIterator', place)) as { readonly ShardIterator: string };
  const { Records } = (await ownClient.call('GetRecords', { ShardIterator })) as {
    readonly Records: readonly { readonly Data: string }[];
  };
  return Records.map(({ Data }) => Buffer.from(Data, 'base64'));
}

const traced = (flags: string) =>
  buildKinesisEvent([{ data: { id: 7 }, traceparent: `00-${sampleTraceId}-${sampleSpanId}-${flags}`, sentAtMs }]);

for (const order of ['producer SDK first', 'consumer SDK first'] as const) {
  test(`wrapped by the ${order}, a client carries the record’s trace on, sent anew, and the write has one span`, async () => {
    const { client, kinesis, second, providers, spans, sum } = await start(order);
    const handler = createKinesisHandler(
      ({ data }) =>
        client.send(
          new PutRecordCommand({ StreamName: second, Data: Buffer.from(JSON.stringify(data)), PartitionKey: 'k' }),
        ),
      providers,
    );
    const before = Date.now();

    await handler(traced('01'));

    const [data] = await recordsOf(kinesis, second);
    const { carrier, payload } = readStamped(data);
    const send = spans().find(({ name }) => name === `send ${second}`);
    const record = spans().find((each) => each.spanContext().spanId === send?.parentSpanContext?.spanId);
    assert.is(payload, '{"id":7}');
    assert.is(carrier?.traceparent, `00-${sampleTraceId}-${send?.spanContext().spanId}-01`);
    assert.ok(Number(carrier?.sentAtMs) >= before, 'sent when the second put was made');
    assert.is(record?.parentSpanContext?.spanId, sampleSpanId);
    assert.equal(
      spans()
        .filter(({ kind }) => kind === SpanKind.CLIENT || kind === SpanKind.PRODUCER)
        .map(({ name }) => name),
      [`send ${second}`],
    );
    assert.is(await sum('DownstreamWriteSuccess', { Target: `Kinesis/${second}`, Pipeline: 'orders' }), 1);
    assert.is(await sum('PutRecordSuccess', { Pipeline: second }), 1);
  });
}

test('the trace goes on through the handler of the second stream', async () => {
  const { client, kinesis, second, providers, spans } = await start();
  const forward = createKinesisHandler(
    ({ data }) =>
      client.send(
        new PutRecordsCommand({
          StreamName: second,
          Records: [{ Data: Buffer.from(JSON.stringify(data)), PartitionKey: 'k' }],
        }),
      ),
    providers,
  );
  const seen: unknown[] = [];
  const last = createKinesisHandler(({ data }) => seen.push(data), providers);

  await forward(traced('01'));
  const records = await recordsOf(kinesis, second);
  await last(
    buildKinesisEvent(
      records.map((data) => ({ data })),
      { streamName: second },
    ),
  );

  const send = spans().find(({ name }) => name === `send ${second}`);
  const arrived = spans().find(
    ({ name, parentSpanContext }) =>
      name === `process ${second}` && parentSpanContext?.spanId === send?.spanContext().spanId,
  );
  assert.equal(seen, [{ id: 7 }]);
  assert.is(arrived?.spanContext().traceId, sampleTraceId);
});

test('an unsampled record’s trace goes on unsampled, and the write is measured', async () => {
  const { client, kinesis, second, providers, spans, sum } = await start();
  const handler = createKinesisHandler(
    () => client.send(new PutRecordCommand({ StreamName: second, Data: Buffer.from('{}'), PartitionKey: 'k' })),
    providers,
  );

  await handler(traced('00'));

  const { carrier } = readStamped((await recordsOf(kinesis, second))[0]);
  assert.match(carrier?.traceparent ?? '', new RegExp(`^00-${sampleTraceId}-[0-9a-f]{16}-00$`));
  assert.not.ok(spans().some(({ name }) => name === `send ${second}`));
  assert.is(await sum('DownstreamWriteSuccess', { Target: `Kinesis/${second}` }), 1);
});

test('a batch handler that forwards its records sends them without their old context, in its own', async () => {
  const { client, kinesis, second, providers, spans } = await start();
  const handler = instrumentKinesisHandler(async ({ Records }: ReturnType<typeof traced>) => {
    const entries = Records.map(({ kinesis: { data, partitionKey } }) => ({
      Data: Buffer.from(data, 'base64'),
      PartitionKey: partitionKey,
    }));
    await client.send(new PutRecordsCommand({ StreamName: second, Records: entries }));
  }, providers);

  await handler(traced('01'));

  const { carrier, payload } = readStamped((await recordsOf(kinesis, second))[0]);
  const send = spans().find(({ name }) => name === `send ${second}`);
  assert.is(payload, '{"id":7}');
  assert.is(carrier?.traceparent.split('-')[2], send?.spanContext().spanId);
});

test.run();
