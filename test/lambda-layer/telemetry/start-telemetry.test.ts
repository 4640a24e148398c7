import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readLayerSettings } from '../../../packages/lambda-layer/src/settings/layer-settings.ts';
import { startMetrics } from '../../../packages/lambda-layer/src/telemetry/start-telemetry.ts';

const test = suite('lambda-layer / start-telemetry');

function start(variables: Readonly<Record<string, string>>) {
  const notLoaded = (): never => {
    throw new Error('serializers are for the first flush');
  };
  return startMetrics(readLayerSettings(variables), variables, () => undefined, notLoaded);
}

for (const temporality of ['delta', 'cumulative']) {
  test(`histograms take a batch's values at once, ${temporality} too`, () => {
    const { histograms, outbox } = start({ OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: temporality });

    assert.ok(histograms);
    assert.ok(outbox);
  });
}

test('metrics that are not to be sent are not gathered', () => {
  const { histograms, outbox } = start({ OTEL_METRICS_EXPORTER: 'none' });

  assert.equal([histograms, outbox], [undefined, undefined]);
});

test.run();
