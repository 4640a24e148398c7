import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { instrumentKinesisClient, type ProducerOptions } from '@kinesis-otel/producer-sdk';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readProducerSettings } from '../../packages/producer-sdk/src/env.ts';
import { createFakeAwsClient } from '../support/fake-aws-client.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';

const test = suite('producer-sdk / dimensions');

const variables = ['KINESIS_OTEL_ENVIRONMENT', 'KINESIS_OTEL_PIPELINE', 'OTEL_RESOURCE_ATTRIBUTES'];
const clear = () => {
  for (const name of variables) delete process.env[name];
};
test.before.each(clear);
test.after(clear);

async function dimensionsOf(options: ProducerOptions, reference: object = { StreamName: 'orders' }) {
  const telemetry = createInMemoryTelemetry();
  const { tracerProvider, meterProvider } = telemetry;
  const client = instrumentKinesisClient(createFakeAwsClient(), { ...options, tracerProvider, meterProvider });
  await client.send(new PutRecordCommand({ ...reference, Data: Buffer.from('{}'), PartitionKey: 'k' }));
  const metrics = [
    'PutRecordLatency',
    'PutRecordSuccess',
    'PutRecordFailure',
    'PutRecordThrottled',
    'TraceContextInjection',
  ];
  const points = await Promise.all(metrics.map((metric) => telemetry.points(metric)));
  return points.flat().map(({ attributes: { Environment, Pipeline } }) => `${Environment}/${Pipeline}`);
}

test('with nothing set, every metric says Production and the stream’s name', async () => {
  const dimensions = await dimensionsOf({});

  assert.equal(dimensions, Array(5).fill('Production/orders'));
});

test('a stream known by its ARN alone gives its name', async () => {
  const StreamARN = 'arn:aws:kinesis:eu-west-1:123456789012:stream/returns';

  const dimensions = await dimensionsOf({}, { StreamARN });

  assert.equal(new Set(dimensions), new Set(['Production/returns']));
});

test('the variables go before that', async () => {
  process.env.KINESIS_OTEL_ENVIRONMENT = 'Staging';
  process.env.KINESIS_OTEL_PIPELINE = 'shop';

  const dimensions = await dimensionsOf({});

  assert.equal(new Set(dimensions), new Set(['Staging/shop']));
});

test('the options go before the variables', async () => {
  process.env.KINESIS_OTEL_ENVIRONMENT = 'Staging';
  process.env.KINESIS_OTEL_PIPELINE = 'shop';

  const dimensions = await dimensionsOf({ environment: 'Test', pipeline: 'mine' });

  assert.equal(new Set(dimensions), new Set(['Test/mine']));
});

test('the resource’s environment is read where no variable of ours is set', () => {
  const settings = readProducerSettings({}, { OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=staging' });

  assert.equal([settings.environment, settings.pipeline], ['staging', undefined]);
});

test.run();
