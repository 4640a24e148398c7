import { ProxyTracerProvider } from '@opentelemetry/api';
import * as td from 'testdouble';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { type FlushInput, flushBeforeFreeze } from '../../packages/consumer-sdk/src/flush-before-freeze.ts';

const test = suite('consumer-sdk / flush-before-freeze');

test.after.each(() => td.reset());

const hang = () => new Promise<void>(() => undefined);
const done = () => Promise.resolve();
const fail = () => Promise.reject(new Error('collector gone'));
const throwAtOnce = () => {
  throw new Error('broken');
};

interface Flushes {
  readonly spans?: () => Promise<void>;
  readonly metrics?: () => Promise<void>;
}

function inputOf({ spans = done, metrics = done }: Flushes, limits: Partial<FlushInput> = {}): FlushInput {
  return {
    tracerProvider: { getTracer: () => td.object(), forceFlush: spans } as FlushInput['tracerProvider'],
    meterProvider: { getMeter: () => td.object(), forceFlush: metrics } as FlushInput['meterProvider'],
    timeoutMs: 10,
    remainingMs: undefined,
    ...limits,
  };
}

const results: Readonly<Record<string, readonly [flushes: Flushes, result: string]>> = {
  'both went out': [{}, 'flushed'],
  'the spans failed': [{ spans: fail }, 'failed'],
  'the metrics failed': [{ metrics: fail }, 'failed'],
  'both failed': [{ spans: fail, metrics: fail }, 'failed'],
  'the tracer provider threw': [{ spans: throwAtOnce }, 'failed'],
  'the meter provider threw': [{ metrics: throwAtOnce }, 'failed'],
  'the spans hang': [{ spans: hang }, 'timed out'],
  'the metrics hang': [{ metrics: hang }, 'timed out'],
  'the spans failed and the metrics hang': [{ spans: fail, metrics: hang }, 'timed out'],
};

for (const [what, [flushes, expected]] of Object.entries(results)) {
  test(`is '${expected}' where ${what}`, async () => {
    const result = await flushBeforeFreeze(inputOf(flushes));

    assert.is(result, expected);
  });
}

test('the metrics go out beside spans that hang', async () => {
  let isMetricsFlushed = false;
  const metrics = async () => {
    isMetricsFlushed = true;
  };

  await flushBeforeFreeze(inputOf({ spans: hang, metrics }));

  assert.ok(isMetricsFlushed);
});

for (const [timeoutMs, remainingMs, delayMs] of [
  [500, undefined, 500],
  [500, 30_000, 500],
  [500, 600, 500],
  [500, 599, 499],
  [900_000, 101, 1],
] as const) {
  test(`with ${timeoutMs} ms allowed and ${remainingMs} ms left, it waits ${delayMs} ms at most`, async () => {
    const delays: unknown[] = [];
    const { setTimeout } = globalThis;
    td.replace(globalThis, 'setTimeout', (then: (value: string) => void, ms: number, value: string) => {
      delays.push(ms);
      return setTimeout(then, 0, value);
    });

    const result = await flushBeforeFreeze(inputOf({ spans: hang }, { timeoutMs, remainingMs }));

    assert.equal([result, delays], ['timed out', [delayMs]]);
  });
}

for (const limits of [
  { timeoutMs: 500, remainingMs: 100 },
  { timeoutMs: 500, remainingMs: -5 },
  { timeoutMs: 0, remainingMs: 30_000 },
]) {
  test(`begins nothing with ${limits.timeoutMs} ms allowed and ${limits.remainingMs} ms left`, async () => {
    const begun: string[] = [];
    const begin = async () => void begun.push('flush');

    const result = await flushBeforeFreeze(inputOf({ spans: begin, metrics: begin }, limits));

    assert.equal([result, begun], ['timed out', []]);
  });
}

test('waits for exports under way though another has failed', async () => {
  let isOver = false;
  const exporter = {
    forceFlush: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      isOver = true;
    },
  };
  const input = inputOf({ spans: fail }, { timeoutMs: 10_000 });
  Object.assign(input.tracerProvider, { _activeSpanProcessor: { _spanProcessors: [{ _exporter: exporter }] } });

  const result = await flushBeforeFreeze(input);

  assert.equal([result, isOver], ['failed', true]);
});

test('leaves no timer behind', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((each) => each === 'Timeout').length;
  const before = timers();

  await flushBeforeFreeze(inputOf({}, { timeoutMs: 900_000 }));

  assert.is(timers(), before);
});

test('reaches the provider behind the global proxy', async () => {
  let isFlushed = false;
  const { tracerProvider, ...input } = inputOf({
    spans: async () => {
      isFlushed = true;
    },
  });
  const proxy = new ProxyTracerProvider();
  proxy.setDelegate(tracerProvider);

  const result = await flushBeforeFreeze({ ...input, tracerProvider: proxy });

  assert.equal([result, isFlushed], ['flushed', true]);
});

test('providers that cannot flush have nothing to flush', async () => {
  const input = inputOf({});

  const result = await flushBeforeFreeze({
    ...input,
    tracerProvider: new ProxyTracerProvider(),
    meterProvider: { getMeter: input.meterProvider.getMeter },
  });

  assert.is(result, 'flushed');
});

test.run();
