import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createLocalMetrics } from '../../../packages/lambda-layer/src/metrics/local-meter-provider.ts';
import { createMetricSource } from '../../../packages/lambda-layer/src/otlp/metric-source.ts';
import { functionResource } from '../../../packages/lambda-layer/src/telemetry/function-resource.ts';

const test = suite('lambda-layer / otlp / metric-source');

function build() {
  const said: string[] = [];
  const seen: ResourceMetrics[] = [];
  const local = createLocalMetrics(functionResource({ resource: {}, serviceName: 'orders' }, {}), 'delta');
  const serialize = (measured: ResourceMetrics) => {
    seen.push(measured);
    return Buffer.from(String(seen.length));
  };
  const source = createMetricSource(local.collect, serialize, (message) => void said.push(message));
  return { meter: local.meterProvider.getMeter('test'), source, said, seen };
}

test('nothing measured is nothing to send', async () => {
  const { source, seen } = build();

  assert.equal(await source.take(), []);
  assert.equal(seen, []);
});

test('what could not be sent goes before what is new, up to ten requests', async () => {
  const { meter, source, said } = build();
  const counter = meter.createCounter('count');
  for (let time = 1; time <= 12; time++) {
    counter.add(1);
    const bodies = await source.take();
    for (const { keep } of bodies) keep();
  }

  const texts = (await source.take()).map(({ bytes }) => String(bytes));

  assert.equal(texts, ['3', '4', '5', '6', '7', '8', '9', '10', '11', '12']);
  assert.is(said.length, 2);
});

test.run();
