import { once } from 'node:events';
import { createGlobalApi } from '@kinesis-otel/contract';
import * as api110 from '@opentelemetry/api';
import { type Context, createContextKey, createNoopMeter, ProxyTracerProvider, ROOT_CONTEXT } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import * as api19 from 'otel-api-19';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('contract / global-api');

const noOps = {
  rootContext: ROOT_CONTEXT,
  tracerProvider: new ProxyTracerProvider(),
  meterProvider: { getMeter: createNoopMeter },
};
const { activeContext, withContext, tracerProvider, meterProvider, warn, alert, mismatch } = createGlobalApi(noOps);
const registry = globalThis as { [key: symbol]: unknown };
const key = createContextKey('test');
const marked: Context = ROOT_CONTEXT.setValue(key, 'marked');

test.after.each(() => {
  for (const major of [1, 2]) delete registry[Symbol.for(`opentelemetry.js.api.${major}`)];
});

test('without a registration the no-ops stand in, and nothing is amiss', () => {
  assert.is(activeContext(), ROOT_CONTEXT);
  assert.is(tracerProvider(), noOps.tracerProvider);
  assert.is(meterProvider(), noOps.meterProvider);
  assert.is(
    withContext(marked, () => 7),
    7,
  );
  warn('nobody hears this');
  assert.is(mismatch(), undefined);
});

test('without a logger Node says what leaves somebody without telemetry, and nothing else', async () => {
  const said = once(process, 'warning');

  warn('nobody hears this');
  alert('stand clear');

  assert.is((await said)[0].message, 'stand clear');
});

for (const [name, api] of [
  ['1.9', api19],
  ['1.10', api110],
] as const) {
  test(`with API ${name} a context is active for as long as the work, promises included`, async () => {
    const manager = new AsyncLocalStorageContextManager().enable();
    api.context.setGlobalContextManager(manager);

    const seen = await withContext(marked, async () => {
      await Promise.resolve();
      return activeContext().getValue(key);
    });

    assert.is(seen, 'marked');
    assert.is(activeContext().getValue(key), undefined);
    manager.disable();
  });

  test(`warnings reach the logger of API ${name}`, () => {
    const told: unknown[][] = [];
    const ignore = () => undefined;
    const logger = {
      ...{ error: ignore, info: ignore, debug: ignore, verbose: ignore },
      warn: (...all: unknown[]) => told.push(all),
    };
    api.diag.setLogger(logger, { logLevel: api.DiagLogLevel.WARN, suppressOverrideMessage: true });

    warn('mind', 'the gap');
    alert('stand clear');

    assert.equal(told, [['mind', 'the gap'], ['stand clear']]);
  });
}

test('a second copy whose meter provider was refused is explained', () => {
  const provider = new ProxyTracerProvider();
  api19.trace.setGlobalTracerProvider(provider);

  const isTaken = api110.metrics.setGlobalMeterProvider({ getMeter: createNoopMeter });

  assert.not(isTaken);
  assert.match(mismatch() ?? '', /API 1\.9\.0: no meter provider/);
});

test('a registration that cannot be read is explained, and Node says it', async () => {
  registry[Symbol.for('opentelemetry.js.api.2')] = { version: '2.0.0' };
  const warning = new Promise<Error>((resolve) => process.once('warning', resolve));

  const explained = mismatch() ?? '';
  warn(explained);

  assert.match(explained, /API 2\.0\.0 is registered/);
  assert.is((await warning).message, explained);
});

test('a whole registration is no mismatch', () => {
  api110.trace.setGlobalTracerProvider(new ProxyTracerProvider());
  api110.metrics.setGlobalMeterProvider({ getMeter: createNoopMeter });

  assert.is(mismatch(), undefined);
});

test.run();
