import { instrumentKinesisHandler } from '@kinesis-otel/consumer-sdk';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';

const test = suite('consumer-sdk / spans / faas-trigger');

const time = '2024-11-22T14:50:00Z';

for (const [what, event, expected] of [
  ['API Gateway', { requestContext: {}, headers: {} }, { 'faas.trigger': 'http' }],
  ['a schedule', { source: 'aws.events', time }, { 'faas.trigger': 'timer', 'faas.time': time }],
  ['a schedule without a time', { source: 'aws.events' }, { 'faas.trigger': 'timer' }],
  ['SQS', { Records: [{ eventSource: 'aws:sqs' }] }, { 'faas.trigger': 'pubsub' }],
  ['SNS', { Records: [{ EventSource: 'aws:sns' }] }, { 'faas.trigger': 'pubsub' }],
  ['Kafka', { eventSource: 'aws:kafka', records: {} }, { 'faas.trigger': 'pubsub' }],
  ['S3', { Records: [{ eventSource: 'aws:s3' }] }, { 'faas.trigger': 'datasource' }],
  ['a table’s stream', { Records: [{ eventSource: 'aws:dynamodb' }] }, { 'faas.trigger': 'datasource' }],
  ['a caller', { id: 1 }, { 'faas.trigger': 'other' }],
  ['a caller who sends null', null, { 'faas.trigger': 'other' }],
  ['records that are none', { Records: [null] }, { 'faas.trigger': 'other' }],
] as const) {
  test(`an event of ${what} is told as ${expected['faas.trigger']}`, async () => {
    const { tracerProvider, meterProvider, invocationSpan } = createInMemoryTelemetry();
    const options = { tracerProvider, meterProvider };

    await instrumentKinesisHandler(async (_event: object | null) => undefined, options)(event);

    assert.equal(invocationSpan()?.attributes, expected);
  });
}

test.run();
