import { observeCall } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { rejects } from '../support/rejects.ts';

const test = suite('contract / observe-call');

function createObserver() {
  const told: unknown[] = [];
  return {
    told,
    observer: {
      succeeded: (output: unknown) => void told.push(['succeeded', output]),
      failed: (error: unknown) => void told.push(['failed', error]),
      asCaller(work: () => unknown) {
        told.push('as caller');
        return work();
      },
    },
  };
}

test('the caller gets the very answer, and the observer is told before', async () => {
  const { observer, told } = createObserver();
  const answer = {};

  const received = await observeCall(observer, async () => answer, []);

  assert.is(received, answer);
  assert.equal(told, [['succeeded', answer]]);
});

test('the caller gets the very error', async () => {
  const { observer, told } = createObserver();
  const error = new Error('refused');

  const received = await rejects(observeCall(observer, () => Promise.reject(error), []) as Promise<unknown>);

  assert.is(received, error);
  assert.equal(told, [['failed', error]]);
});

test('a failed call that nobody awaits is an unhandled rejection, once', async () => {
  const { observer } = createObserver();
  const error = new Error('refused');
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => void unhandled.push(reason);
  process.on('unhandledRejection', note);

  observeCall(observer, () => Promise.reject(error), []);
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', note);

  assert.equal(unhandled, [error]);
});

test('an error thrown at once is thrown at once', () => {
  const { observer, told } = createObserver();
  const error = new Error('refused');
  const call = (): never => {
    throw error;
  };

  assert.throws(
    () => observeCall(observer, call, []),
    (thrown: unknown) => thrown === error,
  );
  assert.equal(told, [['failed', error]]);
});

test('what is no promise is handed on, and ends the call', () => {
  const { observer, told } = createObserver();

  assert.is(
    observeCall(observer, () => 7, []),
    7,
  );
  assert.equal(told, [['succeeded', 7]]);
});

for (const [what, parameters, expected] of [
  ['an answer', [null, 'output'], ['succeeded', 'output']],
  ['an error', ['error', undefined], ['failed', 'error']],
] as const) {
  test(`a callback is told ${what}, as its caller, with its own this and parameters`, () => {
    const { observer, told } = createObserver();
    const self = {};
    let seen: unknown[] = [];
    function callback(this: unknown, ...all: unknown[]) {
      seen = [this, ...all];
    }

    observeCall(observer, (_, given) => (given as typeof callback).call(self, ...parameters), [{}, callback]);

    assert.equal(seen, [self, ...parameters]);
    assert.is(seen[0], self);
    assert.equal(told, [expected, 'as caller']);
  });
}

test.run();
