import { createGlobalApi, observeCall } from '@kinesis-otel/contract';
import { type Context, createNoopMeter, ProxyTracerProvider, ROOT_CONTEXT } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { rejects } from '../support/rejects.ts';

const test = suite('contract / observe-call');

const callersContext = ROOT_CONTEXT.setValue(Symbol('caller'), true);
const callContext = ROOT_CONTEXT.setValue(Symbol('call'), true);

/** A call under observation, and an API whose active context is the caller's until another is entered. */
function createObserved() {
  const told: unknown[] = [];
  let active: Context = callersContext;
  const api = createGlobalApi({
    rootContext: ROOT_CONTEXT,
    tracerProvider: new ProxyTracerProvider(),
    meterProvider: { getMeter: createNoopMeter },
  });
  return {
    told,
    active: () => active,
    api: {
      ...api,
      activeContext: () => active,
      withContext<Result>(entered: Context, work: () => Result): Result {
        const before = active;
        active = entered;
        try {
          return work();
        } finally {
          active = before;
        }
      },
    },
    observed: {
      context: callContext,
      succeeded: (output: unknown) => void told.push(['succeeded', output]),
      failed: (error: unknown) => void told.push(['failed', error]),
    },
  };
}

test('the caller gets the very answer, and the observer is told before', async () => {
  const { api, observed, told } = createObserved();
  const answer = {};

  const received = await observeCall(api, observed, async () => answer, []);

  assert.is(received, answer);
  assert.equal(told, [['succeeded', answer]]);
});

test('the caller gets the very error', async () => {
  const { api, observed, told } = createObserved();
  const error = new Error('refused');

  const received = await rejects(observeCall(api, observed, () => Promise.reject(error), []) as Promise<unknown>);

  assert.is(received, error);
  assert.equal(told, [['failed', error]]);
});

test('a failed call that nobody awaits is an unhandled rejection, once', async () => {
  const { api, observed } = createObserved();
  const error = new Error('refused');
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => void unhandled.push(reason);
  process.on('unhandledRejection', note);

  observeCall(api, observed, () => Promise.reject(error), []);
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', note);

  assert.equal(unhandled, [error]);
});

test('an error thrown at once is thrown at once', () => {
  const { api, observed, told } = createObserved();
  const error = new Error('refused');
  const call = (): never => {
    throw error;
  };

  assert.throws(
    () => observeCall(api, observed, call, []),
    (thrown: unknown) => thrown === error,
  );
  assert.equal(told, [['failed', error]]);
});

test('what is no promise is handed on, and ends the call', () => {
  const { api, observed, told } = createObserved();

  assert.is(
    observeCall(api, observed, () => 7, []),
    7,
  );
  assert.equal(told, [['succeeded', 7]]);
});

test('the call is made in its own context', () => {
  const { api, observed, active } = createObserved();

  const seen = observeCall(api, observed, active, []);

  assert.is(seen, callContext);
  assert.is(active(), callersContext);
});

for (const [what, parameters, expected] of [
  ['an answer', [null, 'output'], ['succeeded', 'output']],
  ['an error', ['error', undefined], ['failed', 'error']],
] as const) {
  test(`a callback is told ${what} in its caller’s context, with its own this and parameters`, () => {
    const { api, observed, told, active } = createObserved();
    const self = {};
    let seen: unknown[] = [];
    function callback(this: unknown, ...all: unknown[]) {
      seen = [this === self, active() === callersContext, ...all];
    }

    observeCall(api, observed, (_, given) => (given as typeof callback).call(self, ...parameters), [{}, callback]);

    assert.equal(seen, [true, true, ...parameters]);
    assert.equal(told, [expected]);
  });
}

test.run();
