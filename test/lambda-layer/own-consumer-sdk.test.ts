import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { bundleFunction } from '../support/bundle-function.ts';
import { buildKinesisEvent } from '../support/kinesis-event.ts';
import { deployWithLayer, type LayeredFunction, stopLayered } from '../support/layered-function.ts';
import { recycleIdle } from '../support/local-lambda.ts';
import { numberedCarrier, stampJson } from '../support/sample-carrier.ts';

/* The function's copy of the consumer SDK, and of OpenTelemetry's API, are bundled into it; the layer has its own. */
const test = suite('lambda-layer / a function that uses the consumer SDK');
let taskRoot: string;

test.before(async () => {
  taskRoot = await bundleFunction(fileURLToPath(new URL('functions/record-by-record.mts', import.meta.url)));
});

test.after.each(stopLayered);
test.after(() => rm(taskRoot, { recursive: true, force: true }));

function total({ metrics }: LayeredFunction, name: string): number {
  const points = metrics()
    .filter((metric) => metric.name === name)
    .flatMap(({ sum, exponentialHistogram }) => [
      ...(sum?.dataPoints ?? []).map(({ asInt, asDouble }) => Number(asInt ?? asDouble)),
      ...(exponentialHistogram?.dataPoints ?? []).map(({ count }) => Number(count)),
    ]);
  return points.reduce((added, each) => added + each, 0);
}

for (const runtime of ['nodejs22.x', 'nodejs24.x'] as const) {
  test(`${runtime}: joins the layer, which has the one batch span, the records’ own spans and every figure once`, async () => {
    const layered = await deployWithLayer({ runtime, taskRoot, handler: 'record-by-record.handler' });
    const payloads = [stampJson('{"id":1}', numberedCarrier(1, 2)), stampJson('{"id":2}', numberedCarrier(3, 4))];

    const result = await layered.local.invoke(buildKinesisEvent(payloads, { arrivedAtMs: Date.now() }));
    await recycleIdle(layered.local);

    assert.ok(result.ok, layered.lines.join('\n'));
    const spans = layered.spans();
    const records = spans.filter(
      ({ name, parentSpanId }) => name === 'process orders' && /^0+[24]$/.test(parentSpanId ?? ''),
    );
    const own = spans.filter(({ name }) => name?.startsWith('own '));
    assert.equal(own.map(({ name }) => name).sort(), ['own {"id":1}', 'own {"id":2}']);
    assert.equal(own.map(({ parentSpanId }) => parentSpanId).sort(), records.map(({ spanId }) => spanId).sort());
    assert.is(spans.filter(({ name }) => name === 'process orders').length, 3);
    assert.equal(
      ['RecordProcessingSuccess', 'RecordHandlerDuration', 'RecordProcessingLatency', 'BatchSize'].map((name) =>
        total(layered, name),
      ),
      [2, 2, 2, 1],
    );
  });
}

test.run();
