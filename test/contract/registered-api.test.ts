import { registeredApi, unreadableApiVersion } from '@kinesis-otel/contract';
import * as api110 from '@opentelemetry/api';
import * as api19 from 'otel-api-19';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('contract / registered-api');

const tracerProvider = { getTracer: () => new api110.ProxyTracerProvider().getTracer('x') };
const meterProvider = { getMeter: () => api110.createNoopMeter() };
const registry = globalThis as { [key: symbol]: unknown };
const key = (major: number) => Symbol.for(`opentelemetry.js.api.${major}`);

test.after.each(() => {
  for (const major of [1, 2]) delete registry[key(major)];
});

for (const [version, { trace, metrics }] of [
  ['1.9.0', api19],
  ['1.10.0', api110],
] as const) {
  test(`what API ${version} registered is read`, () => {
    trace.setGlobalTracerProvider(tracerProvider);
    metrics.setGlobalMeterProvider(meterProvider);

    const registered = registeredApi();

    assert.is(registered.version, version);
    assert.is(registered.trace, trace.getTracerProvider());
    assert.is(registered.metrics, meterProvider);
  });
}

test('an API of its own copy hides what an older one registered, which is why it is not asked', () => {
  api19.metrics.setGlobalMeterProvider(meterProvider);

  const seen = api110.metrics.getMeterProvider();

  assert.is.not(seen, meterProvider);
  assert.is(registeredApi().metrics, meterProvider);
});

test('without a registration there is nothing', () => {
  assert.equal(registeredApi(), {});
  assert.is(unreadableApiVersion(), undefined);
});

for (const [what, major, version] of [
  ['an API too old', 1, '1.8.0'],
  ['an API of another major version', 2, '2.0.0'],
  ['something without a version', 1, undefined],
] as const) {
  test(`${what} is not read, and said to be there`, () => {
    registry[key(major)] = { version, trace: tracerProvider };

    assert.equal(registeredApi(), {});
    assert.is(unreadableApiVersion(), version ?? '1');
  });
}

test('a later minor version and a pre-release are read', () => {
  for (const version of ['1.11.3', '1.12.0-alpha.1']) {
    registry[key(1)] = { version, trace: tracerProvider };

    assert.is(registeredApi().trace, tracerProvider);
  }
});

test.run();
