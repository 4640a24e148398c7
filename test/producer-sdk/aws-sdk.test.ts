import { Kinesis, KinesisClient, PutRecordCommand, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { bindTraceContext, instrumentKinesisClient } from '@kinesis-otel/producer-sdk';
import { ROOT_CONTEXT } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type AwsRequestHandler, createAwsRequestHandler, offlineConfig } from '../support/aws-request-handler.ts';
import { createFakeAwsClient } from '../support/fake-aws-client.ts';
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

/** A record and a put as an object-mapper makes them: what they say is behind accessors of their class. */
class Order {
  readonly #id: string;
  constructor(id: string) {
    this.#id = id;
  }
  get StreamName() {
    return 'orders';
  }
  get Data() {
    return Buffer.from(JSON.stringify({ id: this.#id }));
  }
  get PartitionKey() {
    return this.#id;
  }
  get ExplicitHashKey() {
    return '7';
  }
  get SequenceNumberForOrdering() {
    return '495';
  }
}

test('records and inputs whose members are accessors of a class say what they say without us', async () => {
  const { tracerProvider, meterProvider } = createInMemoryTelemetry();
  const handler = createAwsRequestHandler(answer);
  const client = instrumentKinesisClient(new KinesisClient(offlineConfig(handler)), { tracerProvider, meterProvider });
  const bound = bindTraceContext(new Order('b'), contextOf(numberedSpanContext(7, 1)));
  const boundToNone = bindTraceContext(new Order('c'), ROOT_CONTEXT);

  await client.send(new PutRecordsCommand({ StreamName: 'orders', Records: [new Order('a'), bound, boundToNone] }));
  await client.send(new PutRecordCommand(new Order('d')));

  const [{ Records = [] } = {}, one = {}] = bodiesOf(handler);
  const said = ({ Data: data, ...others }: { readonly Data?: string }) => [decode(data).payload, others];
  const keys = (PartitionKey: string) => ({ PartitionKey, ExplicitHashKey: '7' });
  assert.equal(
    Records.map(said),
    ['a', 'b', 'c'].map((id) => [`{"id":"${id}"}`, keys(id)]),
  );
  const ofPut = { ...keys('d'), StreamName: 'orders', SequenceNumberForOrdering: '495' };
  assert.equal(said(one), ['{"id":"d"}', ofPut]);
  assert.ok([...Records, one].every(({ Data: data }) => decode(data).carrier !== undefined));
});

test('a record without a partition key carries context, and has none afterwards', async () => {
  const { tracerProvider, meterProvider } = createInMemoryTelemetry();
  const handler = createAwsRequestHandler(answer);
  const client = instrumentKinesisClient(new KinesisClient(offlineConfig(handler)), { tracerProvider, meterProvider });
  const entry = { Data: Buffer.from('{"id":1}') } as never;

  await client.send(new PutRecordsCommand({ StreamName: 'orders', Records: [entry] }));

  const [{ Records: [{ Data: data, ...others } = { Data: '' }] = [] } = {}] = bodiesOf(handler);
  assert.equal([decode(data).payload, others], ['{"id":1}', {}]);
  assert.ok(decode(data).carrier);
});

for (const stream of [
  { StreamId: 'orders-id' },
  { StreamARN: 'arn:aws:kinesis:eu-west-1:123456789012:stream/orders' },
]) {
  test(`a stream that is named by its ${Object.keys(stream)} alone is put to by that`, async () => {
    const { tracerProvider, meterProvider, spans } = createInMemoryTelemetry();
    const client = instrumentKinesisClient(createFakeAwsClient(), { tracerProvider, meterProvider });

    await client.send(new PutRecordsCommand({ ...stream, Records: [{ Data, PartitionKey: 'a' }] } as never));

    const { Records, ...others } = client.lastInput();
    assert.equal(others, stream);
    assert.is(spans()[0]?.name, `send ${stream.StreamId ?? 'orders'}`);
    assert.ok((Records as { Data: Uint8Array }[]).every((each) => readStamped(each.Data).carrier !== undefined));
  });
}

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
