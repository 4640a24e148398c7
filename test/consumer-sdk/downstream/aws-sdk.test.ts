import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  DynamoDB,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { createKinesisHandler, instrumentDownstreamClient } from '@kinesis-otel/consumer-sdk';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createAwsRequestHandler, offlineConfig } from '../../support/aws-request-handler.ts';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';
import { buildKinesisEvent } from '../../support/kinesis-event.ts';
import { rejects } from '../../support/rejects.ts';
import { sampleTraceId, stampJson } from '../../support/sample-carrier.ts';

const test = suite('consumer-sdk / downstream, with the AWS SDK’s own clients');

function createClient(answer?: object, errorType?: string) {
  const handler = createAwsRequestHandler(answer, errorType);
  const telemetry = createInMemoryTelemetry();
  const { tracerProvider, meterProvider } = telemetry;
  const client = new DynamoDBClient(offlineConfig(handler));
  return { ...telemetry, handler, client: instrumentDownstreamClient(client, { tracerProvider, meterProvider }) };
}

const Key = { id: { S: 'a' } };
const put = { TableName: 'orders', Item: Key };

const writes = {
  PutItem: [new PutItemCommand(put), 'DynamoDB/orders'],
  UpdateItem: [new UpdateItemCommand({ TableName: 'orders', Key }), 'DynamoDB/orders'],
  DeleteItem: [new DeleteItemCommand({ TableName: 'orders', Key }), 'DynamoDB/orders'],
  BatchWriteItem: [
    new BatchWriteItemCommand({ RequestItems: { orders: [{ PutRequest: { Item: Key } }] } }),
    'DynamoDB/orders',
  ],
  TransactWriteItems: [new TransactWriteItemsCommand({ TransactItems: [{ Put: put }] }), 'DynamoDB/orders'],
} as const;

for (const [operation, [command, Target]] of Object.entries(writes)) {
  test(`${operation} goes over the wire and is measured as a write to ${Target}`, async () => {
    const { client, handler, spans, sum } = createClient();

    await client.send(command as PutItemCommand);

    assert.equal(
      handler.requests.map(({ target }) => target),
      [`DynamoDB_20120810.${operation}`],
    );
    assert.is(await sum('DownstreamWriteSuccess', { Target }), 1);
    assert.equal(
      spans().map(({ attributes }) => attributes['db.operation.name']),
      [operation],
    );
  });
}

test('GetItem goes over the wire and is not measured', async () => {
  const { client, handler, spans, sum } = createClient();

  await client.send(new GetItemCommand({ TableName: 'orders', Key }));

  assert.is(handler.requests[0]?.target, 'DynamoDB_20120810.GetItem');
  assert.equal([spans().length, await sum('DownstreamWriteLatency')], [0, undefined]);
});

test('items that BatchWriteItem left undone are a failure', async () => {
  const { client, sum } = createClient({ UnprocessedItems: { orders: [{ PutRequest: { Item: Key } }] } });

  const output = await client.send(writes.BatchWriteItem[0]);

  assert.equal(Object.keys(output.UnprocessedItems ?? {}), ['orders']);
  assert.is(await sum('DownstreamWriteFailure', { 'error.type': 'UnprocessedItems' }), 1);
});

test('an error of AWS’s keeps its class, and is counted by its name', async () => {
  const { client, sum } = createClient({}, 'ConditionalCheckFailedException');

  const error = await rejects(client.send(writes.PutItem[0]));

  assert.is(error.constructor.name, 'ConditionalCheckFailedException');
  assert.is(await sum('DownstreamWriteFailure', { 'error.type': 'ConditionalCheckFailedException' }), 1);
});

test('DynamoDB, the client with a method for each operation, is measured too', async () => {
  const { tracerProvider, meterProvider, sum } = createInMemoryTelemetry();
  const client = new DynamoDB(offlineConfig(createAwsRequestHandler()));
  instrumentDownstreamClient(client, { tracerProvider, meterProvider });

  await client.putItem(put);

  assert.is(await sum('DownstreamWriteSuccess'), 1);
});

test('a write in a record’s function is in the producer’s trace, under the pipeline of its stream', async () => {
  const { client, tracerProvider, meterProvider, spans, sum } = createClient();
  const handler = createKinesisHandler(() => client.send(new PutItemCommand(put)), {
    recordSpans: 'child',
    tracerProvider,
    meterProvider,
  });

  await handler(buildKinesisEvent([stampJson('{}')], { streamName: 'returns' }));

  const [write, record] = spans();
  assert.is(write?.spanContext().traceId, sampleTraceId);
  assert.is(write?.parentSpanContext?.spanId, record?.spanContext().spanId);
  assert.is(await sum('DownstreamWriteSuccess', { Pipeline: 'returns' }), 1);
});

test.run();
