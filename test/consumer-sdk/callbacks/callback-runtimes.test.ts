import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { FunctionOptions } from '../../../packages/local-pipeline/src/lambda/function-options.ts';
import type { InvokeResult } from '../../../packages/local-pipeline/src/lambda/invoke-result.ts';
import { startOtlpReceiver } from '../../../packages/local-pipeline/src/otlp-receiver/receiver.ts';
import { createTelemetryLog } from '../../../packages/local-pipeline/src/otlp-receiver/telemetry-store.ts';
import { bundleFunction } from '../../support/bundle-function.ts';
import { buildKinesisEvent } from '../../support/kinesis-event.ts';
import { type DeployedFunction, deployFunction, stopFunctions } from '../../support/local-lambda.ts';
import { startOddCollector } from '../../support/odd-collector.ts';
import { receivedTotal } from '../../support/received-telemetry.ts';

/* Each handler runs on the real runtime clients as it is and wrapped; the runtime must not be able to tell. */
const test = suite('consumer-sdk / callbacks, on the runtimes');

const log = createTelemetryLog();
const receiver = await startOtlpReceiver(0, log, undefined);
const taskRoot = await bundleFunction(fileURLToPath(new URL('../functions/wrapped-callbacks.ts', import.meta.url)));
const names = Object.keys(createRequire(import.meta.url)('../../lambda-layer/functions/callbacks.cjs'));

test.after.each(stopFunctions);
test.after(async () => {
  await receiver.stop();
  await rm(taskRoot, { recursive: true });
});

function deploy(handler: string, options: Partial<FunctionOptions> = {}): DeployedFunction {
  const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${receiver.port}` };
  return deployFunction({ taskRoot, handler: `wrapped-callbacks.${handler}`, environment, ...options });
}

async function twice({ local }: DeployedFunction): Promise<readonly InvokeResult[]> {
  const results = [await local.invoke({ time: 1 }), await local.invoke({ time: 2 })];
  // Request ids differ.
  return JSON.parse(JSON.stringify(results).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<request id>'));
}

for (const name of names) {
  test(`nodejs22.x: ${name} answers as it does without the wrapper, twice`, async () => {
    const runtime = 'nodejs22.x';

    const [wrapped, bare] = await Promise.all(
      ['wrapped', 'bare'].map((kind) => twice(deploy(`${kind}.${name}`, { runtime }))),
    );

    assert.equal(wrapped, bare);
  });
}

test('nodejs24.x refuses a wrapped handler with a callback as it refuses the handler', async () => {
  const runtime = 'nodejs24.x';

  const [wrapped, bare] = await Promise.all(
    ['wrapped.callback', 'bare.callback'].map((handler) => twice(deploy(handler, { runtime }))),
  );

  assert.equal(wrapped, bare);
  assert.match(JSON.stringify(wrapped), 'Runtime.CallbackHandlerDeprecated');
});

test('nodejs22.x: a batch is measured, and its telemetry out, when the callback has answered', async () => {
  const { local } = deploy('wrapped.callback', { runtime: 'nodejs22.x' });

  const result = await local.invoke(buildKinesisEvent(['{"id":1}', '{"id":2}']));

  assert.ok(result.ok, JSON.stringify(result));
  assert.is(receivedTotal(log.store, 'RecordProcessingSuccess'), 2);
});

test('nodejs22.x: an answer is held back until the event loop is empty, which telemetry does not keep from being', async () => {
  const { local, linesWith } = deploy('wrapped.waiting', { runtime: 'nodejs22.x' });

  const held = await local.invoke({ wait: true });
  const linesWhenHeld = linesWith('the loop is empty').length;
  const answered = await local.invoke({ wait: false });

  assert.equal(
    [held, answered],
    [
      { ok: true, payload: 'answered' },
      { ok: true, payload: 'answered' },
    ],
  );
  assert.is(linesWhenHeld, 1);
});

for (const [what, wait, variables] of [
  ['at once where it does not wait for the loop', false, {}],
  ['after the exporter’s own timeout where it does', true, { OTEL_EXPORTER_OTLP_TIMEOUT: '200' }],
] as const) {
  test(`nodejs22.x: with a collector that never answers a callback still does, ${what}`, async () => {
    const collector = await startOddCollector(() => undefined);
    const environment = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...variables };
    const { local } = deploy('wrapped.waiting', { runtime: 'nodejs22.x', environment });

    const result = await local.invoke({ wait });
    await stopFunctions();
    await collector.stop();

    assert.equal(result, { ok: true, payload: 'answered' });
    assert.ok(collector.requests.length > 0);
  });
}

test.run();
