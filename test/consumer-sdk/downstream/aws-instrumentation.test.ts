import { createRequire } from 'node:module';
import { instrumentDownstreamClient } from '@kinesis-otel/consumer-sdk';
import { AwsInstrumentation } from '@opentelemetry/instrumentation-aws-sdk';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createAwsRequestHandler, offlineConfig } from '../../support/aws-request-handler.ts';
import { createInMemoryTelemetry, type InMemoryTelemetry } from '../../support/in-memory-telemetry.ts';

/* OpenTelemetry's own instrumentation of the AWS SDK sees what is required after it was made; modules need a loader hook. */
const instrumentation = new AwsInstrumentation();
const require = createRequire(import.meta.url);
const {
  DynamoDBClient,
  PutItemCommand,
}: typeof import('@aws-sdk/client-dynamodb') = require('@aws-sdk/client-dynamodb');
const { DynamoDBDocumentClient, PutCommand }: typeof import('@aws-sdk/lib-dynamodb') = require('@aws-sdk/lib-dynamodb');

const test = suite('consumer-sdk / downstream, beside OpenTelemetry’s instrumentation of the AWS SDK');

test.after.each(() => instrumentation.disable());

const put = { TableName: 'orders', Item: { id: { S: 'a' } } };
const spanNames = ({ spans }: InMemoryTelemetry) => spans().map(({ name }) => name);

function createClient({ tracerProvider, meterProvider }: InMemoryTelemetry) {
  const client = new DynamoDBClient(offlineConfig(createAwsRequestHandler()));
  return instrumentDownstreamClient(client, { tracerProvider, meterProvider });
}

function startInstrumentation({ tracerProvider }: InMemoryTelemetry, suppressInternalInstrumentation: boolean): void {
  instrumentation.setConfig({ suppressInternalInstrumentation });
  instrumentation.setTracerProvider(tracerProvider);
  instrumentation.enable();
}

for (const suppress of [true, false]) {
  test(`where it makes the span, first, with suppression ${suppress}, the write is only measured`, async () => {
    const telemetry = createInMemoryTelemetry();
    startInstrumentation(telemetry, suppress);
    const client = createClient(telemetry);

    await client.send(new PutItemCommand(put));

    assert.equal(spanNames(telemetry), ['DynamoDB.PutItem']);
    assert.is(await telemetry.sum('DownstreamWriteSuccess', { Target: 'DynamoDB/orders' }), 1);
  });

  test(`where it comes after the client was wrapped, with suppression ${suppress}, too`, async () => {
    const telemetry = createInMemoryTelemetry();
    const client = createClient(telemetry);
    startInstrumentation(telemetry, suppress);

    await client.send(new PutItemCommand(put));
    await client.send(new PutItemCommand(put));

    assert.equal(spanNames(telemetry), ['DynamoDB.PutItem', 'DynamoDB.PutItem']);
    assert.is(await telemetry.sum('DownstreamWriteSuccess'), 2);
  });

  test(`a document client’s write with suppression ${suppress} has one span`, async () => {
    const telemetry = createInMemoryTelemetry();
    startInstrumentation(telemetry, suppress);
    const client = DynamoDBDocumentClient.from(new DynamoDBClient(offlineConfig(createAwsRequestHandler())));
    const { tracerProvider, meterProvider } = telemetry;
    instrumentDownstreamClient(client, { tracerProvider, meterProvider });

    await client.send(new PutCommand({ TableName: 'orders', Item: { id: 'a' } }));

    assert.equal(spanNames(telemetry), ['DynamoDB.PutItem']);
    assert.is(await telemetry.sum('DownstreamWriteSuccess', { Target: 'DynamoDB/orders' }), 1);
  });
}

for (const suppress of [true, false]) {
  test(`a document client made from a wrapped one, wrapped or not, with suppression ${suppress}, has one span a write`, async () => {
    const telemetry = createInMemoryTelemetry();
    const { tracerProvider, meterProvider } = telemetry;
    startInstrumentation(telemetry, suppress);
    const plain = DynamoDBDocumentClient.from(createClient(telemetry));
    const wrapped = DynamoDBDocumentClient.from(createClient(telemetry));
    instrumentDownstreamClient(wrapped, { tracerProvider, meterProvider });
    const command = new PutCommand({ TableName: 'orders', Item: { id: 'a' } });

    await plain.send(command);
    await wrapped.send(command);

    assert.equal(spanNames(telemetry), ['DynamoDB.PutItem', 'DynamoDB.PutItem']);
    assert.is(await telemetry.sum('DownstreamWriteSuccess', { Target: 'DynamoDB/orders' }), 2);
  });
}

test('without it the span is ours', async () => {
  const telemetry = createInMemoryTelemetry();
  const client = createClient(telemetry);

  await client.send(new PutItemCommand(put));

  assert.equal(spanNames(telemetry), ['PutItem orders']);
});

test.run();
