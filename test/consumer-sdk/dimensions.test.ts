import { createKinesisHandler, instrumentKinesisHandler } from '@kinesis-otel/consumer-sdk';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { buildKinesisEvent, type WireKinesisEvent } from '../support/kinesis-event.ts';
import { stampJson } from '../support/sample-carrier.ts';

const test = suite('consumer-sdk / dimensions');

const variables = ['KINESIS_OTEL_ENVIRONMENT', 'KINESIS_OTEL_PIPELINE', 'AWS_LAMBDA_LOG_STREAM_NAME'];
const clear = () => {
  for (const name of variables) delete process.env[name];
};
test.before.each(clear);
test.after(clear);

const event = buildKinesisEvent([stampJson('{}', { createdAtMs: 1_732_287_000_000 })], { streamName: 'returns' });
const metrics = [
  'BatchSize',
  'BatchBytes',
  'TraceContextExtraction',
  'RecordProcessingSuccess',
  'RecordsReplayed',
  'RecordProcessingFailure',
  'ProducerBufferTime',
  'ProducerToKinesisLatency',
  'StreamDwellTime',
  'RecordProcessingLatency',
  'EndToEndLatency',
];

async function dimensionsOf(options: object, of: readonly string[] = metrics) {
  const { tracerProvider, meterProvider, points } = createInMemoryTelemetry();
  const all = { ...options, tracerProvider, meterProvider };
  await createKinesisHandler(() => undefined, all)(event);
  await instrumentKinesisHandler((_event: WireKinesisEvent) => undefined, all)(event);
  const found = (await Promise.all(of.map((metric) => points(metric)))).flat();
  return found.map(({ attributes: { outcome: _, ...dimensions } }) => dimensions);
}

test('with nothing set, every metric says Production and the stream’s name', async () => {
  const dimensions = await dimensionsOf({});

  assert.equal(dimensions, Array(metrics.length).fill({ Environment: 'Production', Pipeline: 'returns' }));
});

test('the variables go before that, and the environment that Lambda runs is told from others', async () => {
  process.env.KINESIS_OTEL_ENVIRONMENT = 'Staging';
  process.env.KINESIS_OTEL_PIPELINE = 'shop';
  process.env.AWS_LAMBDA_LOG_STREAM_NAME = '2024/11/22/[$LATEST]a1b2';

  const dimensions = await dimensionsOf({});

  const expected = { Environment: 'Staging', Pipeline: 'shop', 'faas.instance': '2024/11/22/[$LATEST]a1b2' };
  assert.equal(dimensions, Array(metrics.length).fill(expected));
});

test('the options go before the variables', async () => {
  process.env.KINESIS_OTEL_ENVIRONMENT = 'Staging';
  process.env.KINESIS_OTEL_PIPELINE = 'shop';

  const dimensions = await dimensionsOf({ environment: 'Test', pipeline: 'mine' }, ['BatchSize']);

  assert.equal(dimensions, [{ Environment: 'Test', Pipeline: 'mine' }]);
});

test.run();
