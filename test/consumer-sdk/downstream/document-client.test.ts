import { DynamoDB, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocument,
  DynamoDBDocumentClient,
  ExecuteStatementCommand,
  GetCommand,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { createKinesisHandler, instrumentDownstreamClient } from '@kinesis-otel/consumer-sdk';
import { SpanKind } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { startDynamodbEngine } from '../../../packages/local-pipeline/src/dynamodb/engine.ts';
import { createInMemoryTelemetry, type InMemoryTelemetry } from '../../support/in-memory-telemetry.ts';
import { buildKinesisEvent } from '../../support/kinesis-event.ts';
import { rejects } from '../../support/rejects.ts';
import { sampleTraceId, stampJson } from '../../support/sample-carrier.ts';

/* The real document client, against the local DynamoDB. */
const test = suite('consumer-sdk / downstream / document client');

const engine = await startDynamodbEngine(0);
const config = {
  endpoint: `http://127.0.0.1:${engine.port}`,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  maxAttempts: 1,
};
const made: DynamoDBClient[] = [];

test.before(async () => {
  const client = newClient() as DynamoDB;
  await client.createTable({
    TableName: 'orders',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
  for (let state = ''; state !== 'ACTIVE'; ) {
    state = (await client.describeTable({ TableName: 'orders' })).Table?.TableStatus ?? '';
  }
});

test.after(async () => {
  for (const client of made) client.destroy();
  await engine.stop();
});

function newClient(): DynamoDBClient {
  const client = new DynamoDB(config);
  made.push(client);
  return client;
}

const providersOf = ({ tracerProvider, meterProvider }: InMemoryTelemetry) => ({ tracerProvider, meterProvider });

const item = { id: 'a', tags: new Set(['x']), nested: { total: 1.5 } };
const put = () => new PutCommand({ TableName: 'orders', Item: item });

/** Each way to come to a document client of which some client is wrapped. */
const ways: Readonly<Record<string, (telemetry: InMemoryTelemetry) => DynamoDBDocumentClient>> = {
  'made from a wrapped client': (telemetry) =>
    DynamoDBDocumentClient.from(instrumentDownstreamClient(newClient(), providersOf(telemetry))),
  'whose client is wrapped afterwards': (telemetry) => {
    const client = newClient();
    const documents = DynamoDBDocumentClient.from(client);
    instrumentDownstreamClient(client, providersOf(telemetry));
    return documents;
  },
  'that is wrapped itself': (telemetry) =>
    instrumentDownstreamClient(DynamoDBDocumentClient.from(newClient()), providersOf(telemetry)),
  'that is wrapped, made from a wrapped client': (telemetry) => {
    const client = instrumentDownstreamClient(newClient(), providersOf(telemetry));
    return instrumentDownstreamClient(DynamoDBDocumentClient.from(client), providersOf(telemetry));
  },
  'that is wrapped before its client is': (telemetry) => {
    const client = newClient();
    const documents = instrumentDownstreamClient(DynamoDBDocumentClient.from(client), providersOf(telemetry));
    instrumentDownstreamClient(client, providersOf(telemetry));
    return documents;
  },
  'that is wrapped twice': (telemetry) => {
    const documents = instrumentDownstreamClient(DynamoDBDocumentClient.from(newClient()), providersOf(telemetry));
    return instrumentDownstreamClient(documents, providersOf(telemetry));
  },
};

for (const [what, create] of Object.entries(ways)) {
  test(`a write of a document client ${what} is measured once, and stays a native one`, async () => {
    const telemetry = createInMemoryTelemetry();
    const documents = create(telemetry);

    await documents.send(put());
    const { Item } = await documents.send(new GetCommand({ TableName: 'orders', Key: { id: 'a' } }));

    assert.equal(Item, item);
    assert.is(await telemetry.sum('DownstreamWriteSuccess', { Target: 'DynamoDB/orders' }), 1);
    assert.equal(
      telemetry.spans().map(({ name, kind }) => [name, kind]),
      [['PutItem orders', SpanKind.CLIENT]],
    );
  });
}

const writes = {
  PutItem: put(),
  UpdateItem: new UpdateCommand({
    TableName: 'orders',
    Key: { id: 'a' },
    UpdateExpression: 'SET n = :n',
    ExpressionAttributeValues: { ':n': 7 },
  }),
  BatchWriteItem: new BatchWriteCommand({ RequestItems: { orders: [{ PutRequest: { Item: item } }] } }),
  DeleteItem: new DeleteCommand({ TableName: 'orders', Key: { id: 'a' } }),
};

for (const [operation, command] of Object.entries(writes)) {
  test(`${operation} of a document client is a write to its table`, async () => {
    const telemetry = createInMemoryTelemetry();
    const documents = DynamoDBDocumentClient.from(instrumentDownstreamClient(newClient(), providersOf(telemetry)));

    await documents.send(command as PutCommand);

    assert.is(await telemetry.sum('DownstreamWriteSuccess', { Target: 'DynamoDB/orders' }), 1);
    assert.equal(
      telemetry.spans().map(({ attributes }) => attributes['db.operation.name']),
      [operation],
    );
  });
}

for (const [what, command, reads] of [
  ['a transaction', new TransactWriteCommand({ TransactItems: [{ Put: { TableName: 'orders', Item: item } }] }), false],
  [
    'a statement that writes',
    new ExecuteStatementCommand({ Statement: 'UPDATE "orders" SET n = 1 WHERE id = 1' }),
    false,
  ],
  ['a statement that reads', new ExecuteStatementCommand({ Statement: 'SELECT * FROM "orders"' }), true],
] as const) {
  test(`${what}, which the local DynamoDB does not know, ${reads ? 'is no write' : 'fails as a write to its table'}`, async () => {
    const telemetry = createInMemoryTelemetry();
    const documents = DynamoDBDocumentClient.from(instrumentDownstreamClient(newClient(), providersOf(telemetry)));

    await rejects(documents.send(command as never));

    const failures = await telemetry.sum('DownstreamWriteFailure', { Target: 'DynamoDB/orders' });
    assert.is(failures, reads ? undefined : 1);
  });
}

test('a write that DynamoDB refuses is a failure by its name, and the caller’s error', async () => {
  const telemetry = createInMemoryTelemetry();
  const documents = DynamoDBDocumentClient.from(instrumentDownstreamClient(newClient(), providersOf(telemetry)));

  const error = await rejects(documents.send(new PutCommand({ TableName: 'nowhere', Item: item })));

  assert.is((error as Error).name, 'ResourceNotFoundException');
  const where = { Target: 'DynamoDB/nowhere', 'error.type': 'ResourceNotFoundException' };
  assert.is(await telemetry.sum('DownstreamWriteFailure', where), 1);
});

test('the client’s own writes are measured once beside its document client’s', async () => {
  const telemetry = createInMemoryTelemetry();
  const client = instrumentDownstreamClient(newClient(), providersOf(telemetry));
  const documents = DynamoDBDocumentClient.from(client);
  const own = new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'b' } } });

  await Promise.all([client.send(own), documents.send(put()), client.send(own), documents.send(put())]);

  assert.equal([await telemetry.sum('DownstreamWriteSuccess'), telemetry.spans().length], [4, 4]);
});

test('a client that is not wrapped itself is not measured for its document client’s sake', async () => {
  const telemetry = createInMemoryTelemetry();
  const client = newClient();
  instrumentDownstreamClient(DynamoDBDocumentClient.from(client), providersOf(telemetry));

  await client.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: 'b' } } }));
  await DynamoDBDocumentClient.from(client).send(put());

  assert.is(await telemetry.sum('DownstreamWriteSuccess'), undefined);
});

test('one command may be sent again, by the full document client and with a callback too', async () => {
  const telemetry = createInMemoryTelemetry();
  const documents = DynamoDBDocument.from(instrumentDownstreamClient(newClient(), providersOf(telemetry)));
  const command = put();

  await Promise.all([documents.send(command), documents.send(command)]);
  await documents.put({ TableName: 'orders', Item: item });
  await new Promise((resolve, reject) =>
    documents.send(command, (error, output) => (error ? reject(error) : resolve(output))),
  );

  assert.is(await telemetry.sum('DownstreamWriteSuccess'), 4);
});

test('the write’s span is in its record’s trace, and it has the pipeline’s dimensions', async () => {
  const telemetry = createInMemoryTelemetry();
  const providers = providersOf(telemetry);
  const documents = DynamoDBDocumentClient.from(instrumentDownstreamClient(newClient(), providers));
  const options = { ...providers, linkAfterMs: Number.MAX_SAFE_INTEGER };
  const handler = createKinesisHandler(() => documents.send(put()), options);

  await handler(buildKinesisEvent([stampJson('{}')]));

  const write = telemetry.spans().find(({ name }) => name === 'PutItem orders');
  assert.is(write?.spanContext().traceId, sampleTraceId);
  const where = { Pipeline: 'orders', Target: 'DynamoDB/orders' };
  assert.is(await telemetry.sum('DownstreamWriteSuccess', where), 1);
});

test.run();
