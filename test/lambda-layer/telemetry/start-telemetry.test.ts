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

test('deltas of histograms add up beside the meter provider', () => {
  const { histograms, outbox } = start({});

  assert.ok(histograms);
  assert.ok(outbox);
});

test('cumulative histograms are the meter provider’s, for local ones begin anew each time', () => {
  const { histograms, outbox } = start({ OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'cumulative' });

  assert.is(histograms, undefined);
  assert.ok(outbox);
});

test('metrics that are not to be sent are not gathered', () => {
  const { histograms, outbox } = start({ OTEL_METRICS_EXPORTER: 'none' });

  assert.equal([histograms, outbox], [undefined, undefined]);
});

test.run();
