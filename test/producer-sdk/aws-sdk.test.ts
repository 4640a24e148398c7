import { Kinesis, KinesisClient, PutRecordCommand, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { bindTraceContext, instrumentKinesisClient } from '@kinesis-otel/producer-sdk';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type AwsRequestHandler, createAwsRequestHandler, offlineConfig } from '../support/aws-request-handler.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { readStamped } from '../support/read-stamped.ts';
import { rejects } from '../support/rejects.ts';
import { contextOf, numberedSpanContext } from '../support/sample-context.ts';

const test = suite('producer-sdk / with the AWS SDK’s own clients');

type WireRecord = { readonly Data: string } & Readonly<Record<string, unknown>>;
type WireBody = { readonly StreamName?: string; readonly Records?: readonly WireRecord[]; readonly Data?: string };

const answer = { FailedRecordCount: 0, Records: [{ ShardId: 'shardId-000000000000', SequenceNumber: '495903' }] };
const Data = Buffer.from('{"name":"café 😀","id":12345678901234567890}');

function bodiesOf({ requests }: AwsRequestHandler): readonly WireBody[] {
  return requests.map(({ body }) => body as WireBody);
}

function decode(data: string | undefined) {
  return readStamped(Buffer.from(data ?? '', 'base64'));
}

test('KinesisClient sends every record with its context, and nothing else changed', async () => {
  const { tracerProvider, meterProvider, spans } = createInMemoryTelemetry();
  const handler = createAwsRequestHandler(answer);
  const client = instrumentKinesisClient(new KinesisClient(offlineConfig(handler)), { tracerProvider, meterProvider });
  const text = { Data: '{"text":"é"}' as unknown as Uint8Array, PartitionKey: 'b', ExplicitHashKey: '7' };

  const output = await client.send(
    new PutRecordsCommand({ StreamName: 'orders', Records: [{ Data, PartitionKey: 'a' }, text] }),
  );

  const [{ StreamName, Records = [] } = {}] = bodiesOf(handler);
  const { traceId, spanId } = spans()[0]?.spanContext() ?? {};
  assert.is(handler.requests[0]?.target, 'Kinesis_20131202.PutRecords');
  assert.is(StreamName, 'orders');
  assert.equal(
    Records.map((each) => decode(each.Data).payload),
    [Data.toString(), '{"text":"é"}'],
  );
  assert.equal(
    Records.map((each) => decode(each.Data).carrier?.traceparent),
    Array(2).fill(`00-${traceId}-${spanId}-01`),
  );
  assert.equal(
    Records.map(({ Data: _, ...others }) => others),
    [{ PartitionKey: 'a' }, { PartitionKey: 'b', ExplicitHashKey: '7' }],
  );
  assert.equal(output.Records, answer.Records);
});

test('Kinesis, the client with a method for each operation, does so too', async () => {
  const { tracerProvider, meterProvider, spans, sum } = createInMemoryTelemetry();
  const handler = createAwsRequestHandler({ SequenceNumber: '1' });
  const client = instrumentKinesisClient(new Kinesis(offlineConfig(handler)), { tracerProvider, meterProvider });

  const output = await client.putRecord({ StreamName: 'orders', Data, PartitionKey: 'a' });

  const { carrier, payload } = decode(bodiesOf(handler)[0]?.Data);
  assert.is(carrier?.traceparent.slice(3, 35), spans()[0]?.spanContext().traceId);
  assert.is(payload, Data.toString());
  assert.is(output.SequenceNumber, '1');
  assert.is(await sum('PutRecordSuccess'), 1);
});

test('a callback of the SDK’s own client is called', async () => {
  const { tracerProvider, meterProvider, spans } = createInMemoryTelemetry();
  const handler = createAwsRequestHandler({ SequenceNumber: '1' });
  const client = instrumentKinesisClient(new KinesisClient(offlineConfig(handler)), { tracerProvider, meterProvider });

  const output = await new Promise((resolve, reject) => {
    const command = new PutRecordCommand({ StreamName: 'orders', Data, PartitionKey: 'a' });
    client.send(command, (error: unknown, told: unknown) => (error ? reject(error) : resolve(told)));
  });

  assert.is((output as { SequenceNumber: string }).SequenceNumber, '1');
  assert.is(spans().length, 1);
});

test('what is bound to a record is not sent as a member of it', async () => {
  const handler = createAwsRequestHandler(answer);
  const client = instrumentKinesisClient(new KinesisClient(offlineConfig(handler)));
  const bound = bindTraceContext({ Data, PartitionKey: 'a' }, contextOf(numberedSpanContext(1, 2)));

  await client.send(new PutRecordsCommand({ StreamName: 'orders', Records: [bound] }));
  await client.send(new PutRecordCommand({ StreamName: 'orders', ...bound }));

  const [records, record] = bodiesOf(handler);
  assert.equal(Object.keys(records?.Records?.[0] ?? {}).sort(), ['Data', 'PartitionKey']);
  assert.equal(Object.keys(record ?? {}).sort(), ['Data', 'PartitionKey', 'StreamName']);
  for (const data of [records?.Records?.[0]?.Data, record?.Data]) {
    assert.is(decode(data).carrier?.traceparent.at(34), '1');
  }
});

test('an error of AWS’s keeps its class and name, and is counted as throttled', async () => {
  const { tracerProvider, meterProvider, sum } = createInMemoryTelemetry();
  const handler = createAwsRequestHandler({}, 'ProvisionedThroughputExceededException');
  const client = instrumentKinesisClient(new KinesisClient(offlineConfig(handler)), { tracerProvider, meterProvider });

  const error = await rejects(client.send(new PutRecordCommand({ StreamName: 'orders', Data, PartitionKey: 'a' })));

  assert.is(error.constructor.name, 'ProvisionedThroughputExceededException');
  assert.is(await sum('PutRecordThrottled'), 1);
  assert.is(await sum('PutRecordFailure'), 0);
});

test.run();
