import { ProxyTracerProvider } from '@opentelemetry/api';
import * as td from 'testdouble';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  createFlush,
  type FlushRequest,
  type FlushResult,
  type FlushRules,
} from '../../../packages/consumer-sdk/src/flush/flush-before-freeze.ts';

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

type Limits = Partial<FlushRules & Pick<FlushRequest, 'remainingMs'>>;

function inputOf({ spans = done, metrics = done }: Flushes): FlushRequest {
  return {
    tracerProvider: { getTracer: () => td.object(), forceFlush: spans } as FlushRequest['tracerProvider'],
    meterProvider: { getMeter: () => td.object(), forceFlush: metrics } as FlushRequest['meterProvider'],
    remainingMs: undefined,
  };
}

/** A first flush. */
function flush(request: FlushRequest, { remainingMs, ...rules }: Limits = {}): Promise<FlushResult> {
  return createFlush({ timeoutMs: 10, everyMs: 0, ...rules })({ ...request, remainingMs });
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
    const result = await flush(inputOf(flushes));

    assert.is(result, expected);
  });
}

test('the metrics go out beside spans that hang', async () => {
  let isMetricsFlushed = false;
  const metrics = async () => {
    isMetricsFlushed = true;
  };

  await flush(inputOf({ spans: hang, metrics }));

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

    const result = await flush(inputOf({ spans: hang }), { timeoutMs, remainingMs });

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

    const result = await flush(inputOf({ spans: begin, metrics: begin }), limits);

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
  const input = inputOf({ spans: fail });
  Object.assign(input.tracerProvider, { _activeSpanProcessor: { _spanProcessors: [{ _exporter: exporter }] } });

  const result = await flush(input, { timeoutMs: 10_000 });

  assert.equal([result, isOver], ['failed', true]);
});

test('leaves no timer behind', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((each) => each === 'Timeout').length;
  const before = timers();

  await flush(inputOf({}), { timeoutMs: 900_000 });

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

  const result = await flush({ ...input, tracerProvider: proxy });

  assert.equal([result, isFlushed], ['flushed', true]);
});

test('providers that cannot flush have nothing to flush', async () => {
  const input = inputOf({});

  const result = await flush({
    ...input,
    tracerProvider: new ProxyTracerProvider(),
    meterProvider: { getMeter: input.meterProvider.getMeter },
  });

  assert.is(result, 'flushed');
});

/** A collector that answers when it is told to, and the flushes it was asked for. */
function collector() {
  const asked: { readonly answer: () => void; readonly refuse: () => void }[] = [];
  const spans = () =>
    new Promise<void>((resolve, reject) => {
      asked.push({ answer: resolve, refuse: () => reject(new Error('refused')) });
    });
  return { asked, request: inputOf({ spans }) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test('a collector that hangs costs its budget once, and then nothing is begun while it hangs', async () => {
  const { asked, request } = collector();
  const flushing = createFlush({ timeoutMs: 5, everyMs: 0 });

  const results = [await flushing(request), await flushing(request), await flushing(request)];
  await turn();

  assert.equal(results, ['timed out', 'backing off', 'backing off']);
  assert.is(asked.length, 1);
});

test('a collector that answers late is waited for again', async () => {
  const { asked, request } = collector();
  const flushing = createFlush({ timeoutMs: 5, everyMs: 0 });
  await flushing(request);

  asked[0]?.answer();
  await turn();
  const again = flushing(request);
  asked[1]?.answer();

  assert.is(await again, 'flushed');
});

test('after the back-off it is tried again behind the caller’s back, and once it answers it is waited for', async () => {
  let nowMs = 1_000_000;
  td.replace(Date, 'now', () => nowMs);
  const { asked, request } = collector();
  const flushing = createFlush({ timeoutMs: 10_000, everyMs: 0 });
  const first = flushing(request);
  asked[0]?.refuse();
  const results: FlushResult[] = [await first];
  for (const laterMs of [500, 600, 0]) {
    nowMs += laterMs;
    results.push(await flushing(request));
    await turn();
  }
  const askedInBackOff = asked.length;
  asked[1]?.answer();
  await turn();
  const last = flushing(request);
  asked[2]?.answer();

  assert.equal(results, ['failed', 'backing off', 'backing off', 'backing off']);
  assert.equal([askedInBackOff, await last], [2, 'flushed']);
});

test('each refusal doubles the back-off', async () => {
  let nowMs = 1_000_000;
  td.replace(Date, 'now', () => nowMs);
  const { asked, request } = collector();
  const flushing = createFlush({ timeoutMs: 10_000, everyMs: 0 });
  const first = flushing(request);
  asked[0]?.refuse();
  await first;
  const counts: number[] = [];
  for (const laterMs of [1_000, 1_999, 1]) {
    nowMs += laterMs;
    await flushing(request);
    await turn();
    counts.push(asked.length);
    asked.at(-1)?.refuse();
    await turn();
  }

  assert.equal(counts, [2, 2, 3]);
});

test('an exporter that never ends is not the last one tried', async () => {
  let nowMs = 1_000_000;
  td.replace(Date, 'now', () => nowMs);
  const { asked, request } = collector();
  const flushing = createFlush({ timeoutMs: 5, everyMs: 0 });
  await flushing(request);

  nowMs += 60_001;
  await flushing(request);
  await turn();

  assert.is(asked.length, 2);
});

test('too little time left is not the collector’s fault', async () => {
  const { asked, request } = collector();
  const flushing = createFlush({ timeoutMs: 10_000, everyMs: 0 });

  const result = await flushing({ ...request, remainingMs: 101 });
  const next = flushing(request);
  for (const each of asked) each.answer();
  await turn();
  for (const each of asked) each.answer();

  assert.equal([result, await next], ['timed out', 'flushed']);
});

test('invocations at once share the flush that begins after they ended', async () => {
  const { asked, request } = collector();
  const flushing = createFlush({ timeoutMs: 10_000, everyMs: 0 });

  const results = [flushing(request), flushing(request), flushing(request)];
  const underWay = asked.length;
  asked[0]?.answer();
  await turn();
  asked[1]?.answer();

  assert.equal(await Promise.all(results), ['flushed', 'flushed', 'flushed']);
  assert.equal([underWay, asked.length], [1, 2]);
});

test('with a time between flushes, those in between are not due, and the last one is', async () => {
  let nowMs = 1_000_000;
  td.replace(Date, 'now', () => nowMs);
  const flushing = createFlush({ timeoutMs: 10_000, everyMs: 60_000 });
  const results: FlushResult[] = [];
  for (const laterMs of [0, 59_999, 1]) {
    nowMs += laterMs;
    results.push(await flushing(inputOf({})));
  }
  results.push(await flushing({ ...inputOf({}), isLast: true }));

  assert.equal(results, ['flushed', 'not due', 'flushed', 'flushed']);
});

test.run();
