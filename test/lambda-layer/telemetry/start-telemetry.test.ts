import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readLayerSettings } from '../../../packages/lambda-layer/src/settings/layer-settings.ts';
import { startMetrics } from '../../../packages/lambda-layer/src/telemetry/start-telemetry.ts';

const test = suite('lambda-layer / start-telemetry');

function start(variables: Readonly<Record<string, string>>) {
  const notLoaded = (): never => {
    throw new Error('what sends is for the first flush');
  };
  const parts = { exporter: notLoaded, protobuf: notLoaded };
  const said: string[] = [];
  return {
    ...startMetrics(readLayerSettings(variables), variables, (message) => void said.push(message), parts),
    said,
  };
}

for (const temporality of ['delta', 'cumulative']) {
  test(`histograms take a batch's values at once, ${temporality} too`, () => {
    const { histograms, outbox } = start({ OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: temporality });

    assert.ok(histograms);
    assert.ok(outbox);
  });
}

test('a flush that cannot load what sends says so, and does not fail', async () => {
  const { outbox, said } = start({});

  await outbox?.flush({ limitMs: 100, isAwaited: true, isLast: false });

  assert.equal(said, ['nothing can be exported']);
});

test('metrics that are not to be sent are not gathered', () => {
  const { histograms, outbox } = start({ OTEL_METRICS_EXPORTER: 'none' });

  assert.equal([histograms, outbox], [undefined, undefined]);
});

test.run();
