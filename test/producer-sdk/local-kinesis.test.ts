import { Kinesis, PutRecordCommand, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { instrumentKinesisClient } from '@kinesis-otel/producer-sdk';
import { NodeHttp2Handler, NodeHttpHandler } from '@smithy/node-http-handler';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { createKinesisPool, type LocalKinesis } from '../support/local-kinesis.ts';
import { readAllRecords } from '../support/read-all-records.ts';
import { readStamped, type Stamped } from '../support/read-stamped.ts';
import { rejects } from '../support/rejects.ts';

const test = suite('producer-sdk / against Kinesis on this machine');
const pool = createKinesisPool();
let kinesis: LocalKinesis;

test.before(async () => {
  kinesis = await pool.start();
});

test.after.each(() => kinesis.controls.setFaults(undefined));

test.after(pool.stop);

const protocols = { 'HTTP/1.1': () => new NodeHttpHandler(), 'HTTP/2': () => new NodeHttp2Handler() } as const;

function open(protocol: keyof typeof protocols = 'HTTP/2', maxAttempts = 1) {
  const { tracerProvider, meterProvider, spans, sum } = createInMemoryTelemetry();
  const plain = kinesis.sdkClient({ requestHandler: protocols[protocol](), maxAttempts });
  return { client: instrumentKinesisClient(plain, { tracerProvider, meterProvider }), spans, sum };
}

function entries(count: number, text = (index: number) => `{"name":"café 😀","id":${index}}`) {
  return Array.from({ length: count }, (_, index) => ({
    Data: Buffer.from(text(index)),
    PartitionKey: `key-${index % 50}`,
  }));
}

async function stored(stream: string): Promise<readonly Stamped[]> {
  const data = await readAllRecords(kinesis.sdkClient(), stream);
  return data.map(readStamped);
}

function payloadsOf(records: readonly Stamped[]): readonly string[] {
  return records.map(({ payload }) => payload).sort();
}

for (const protocol of ['HTTP/1.1', 'HTTP/2'] as const) {
  test(`over ${protocol}, each of 500 records lies in the stream with its context, and says what it said`, async () => {
    const stream = await kinesis.createStream(2);
    const { client, spans, sum } = open(protocol);
    const Records = entries(500);

    const answer = await client.send(new PutRecordsCommand({ StreamName: stream, Records }));

    const records = await stored(stream);
    const { traceId, spanId } = spans()[0]?.spanContext() ?? {};
    assert.is(answer.FailedRecordCount, 0);
    assert.equal(payloadsOf(records), Records.map(({ Data }) => Data.toString()).sort());
    assert.ok(records.every(({ carrier }) => carrier?.traceparent === `00-${traceId}-${spanId}-01`));
    assert.equal(
      [await sum('PutRecordSuccess'), await sum('TraceContextInjection', { outcome: 'injected' })],
      [500, 500],
    );
  });
}

test('of records that a shard throttles, each sent again carries what it did, and none is lost or doubled', async () => {
  const stream = await kinesis.createStream(1);
  const { client, spans, sum } = open();
  const put = (Records: ReturnType<typeof entries>) =>
    client.send(new PutRecordsCommand({ StreamName: stream, Records }));
  const Records = entries(400, (index) => `{"id":${index}}`);
  const rest = entries(700, (index) => `{"filler":${index}}`);
  await put(rest.slice(0, 500));
  await put(rest.slice(500));

  const first = await put(Records);
  kinesis.advanceMs(1000);
  const refused = Records.filter((_, index) => first.Records?.[index]?.ErrorCode !== undefined);
  const second = await put(refused);

  const records = (await stored(stream)).filter(({ payload }) => payload.startsWith('{"id"'));
  const sendSpan = spans()[2];
  const resendSpan = spans()[3];
  assert.equal([first.FailedRecordCount, second.FailedRecordCount, refused.length], [100, 0, 100]);
  assert.equal(payloadsOf(records), Records.map(({ Data }) => Data.toString()).sort());
  assert.equal(
    [...new Set(records.map(({ carrier }) => carrier?.traceparent.slice(36, 52)))],
    [sendSpan?.spanContext().spanId],
  );
  assert.is(new Set(records.map(({ carrier }) => carrier?.sentAtMs)).size, 1);
  assert.equal(
    resendSpan?.links.map(({ context }) => context.spanId),
    [sendSpan?.spanContext().spanId],
  );
  assert.is(sendSpan?.status.message, '100 of 400 records rejected (ProvisionedThroughputExceededException: 100)');
  assert.equal([await sum('PutRecordThrottled'), await sum('PutRecordSuccess')], [100, 1100]);
});

test('what the SDK itself sends again is stamped once, and is one put', async () => {
  const stream = await kinesis.createStream(1);
  const { client, spans, sum } = open('HTTP/1.1', 3);
  const answers = [0.1, 0.9];
  kinesis.controls.setFaults({ errorRate: 0.5, random: () => answers.shift() ?? 0.9 });

  const { $metadata } = await client.send(
    new PutRecordCommand({ StreamName: stream, Data: Buffer.from('{"id":1}'), PartitionKey: 'a' }),
  );

  const [record, ...others] = await stored(stream);
  assert.is($metadata.attempts, 2);
  assert.equal([record?.payload, others.length, spans().length], ['{"id":1}', 0, 1]);
  assert.equal([await sum('PutRecordSuccess'), await sum('PutRecordFailure')], [1, 0]);
});

test('a stream that does not exist is the caller’s error, with its class', async () => {
  const { client, spans, sum } = open();

  const error = await rejects(client.send(new PutRecordsCommand({ StreamName: 'nowhere', Records: entries(3) })));

  assert.is(error.constructor.name, 'ResourceNotFoundException');
  assert.is(spans()[0]?.attributes['error.type'], 'ResourceNotFoundException');
  assert.is(await sum('PutRecordFailure', { 'error.type': 'ResourceNotFoundException' }), 3);
});

test('one array and one input, put twice and by two clients, is never changed', async () => {
  const stream = await kinesis.createStream(1);
  const [one, other] = [open(), open()];
  const Records = entries(3).map((entry) => Object.freeze(entry));
  const input = Object.freeze({ StreamName: stream, Records: Object.freeze(Records) as typeof Records });

  await one.client.send(new PutRecordsCommand(input));
  await one.client.send(new PutRecordsCommand(input));
  await other.client.send(new PutRecordsCommand(input));

  const records = await stored(stream);
  const texts = Records.map(({ Data }) => Data.toString());
  assert.equal(payloadsOf(records), [...texts, ...texts, ...texts].sort());
  assert.is(new Set(records.map(({ carrier }) => carrier?.traceparent)).size, 3);
});

test('the aggregated client’s own methods go the same way', async () => {
  const stream = await kinesis.createStream(1);
  const { tracerProvider, meterProvider, spans } = createInMemoryTelemetry();
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const plain = new Kinesis({ endpoint: kinesis.endpoint, region: 'us-east-1', credentials });
  const client = instrumentKinesisClient(plain, { tracerProvider, meterProvider });

  await client.putRecords({ StreamName: stream, Records: entries(2) });
  const described = await client.describeStreamSummary({ StreamName: stream });
  client.destroy();

  assert.is(described.StreamDescriptionSummary?.OpenShardCount, 1);
  assert.equal(
    (await stored(stream)).filter(({ carrier }) => carrier === undefined),
    [],
  );
  assert.is(spans().length, 1);
});

test.run();
