import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { watchLoop } from '../../../packages/consumer-sdk/src/callbacks/loop-watch.ts';
import { wrapForCallbacks } from '../../../packages/consumer-sdk/src/callbacks/wrap-for-callbacks.ts';
import { eventually } from '../../support/processes.ts';

const test = suite('consumer-sdk / callbacks / wrap-for-callbacks');

function build() {
  const loop = watchLoop();
  const ended: unknown[] = [];
  const parts = {
    run: async (event: unknown, _: unknown, call: (event: unknown) => unknown) => call(event),
    beforeAnswer: async () => {},
    afterAnswer: (context: unknown) => void ended.push(context),
  };
  return { loop, ended, parts };
}

test('nothing is left waiting of an invocation that is over, whichever way it ended', async () => {
  const { loop, ended, parts } = build();
  const handlers = [
    async () => 'promised',
    async () => Promise.reject(new Error('rejected')),
    (_event: unknown, _context: unknown, callback: unknown) =>
      (callback as (...ends: unknown[]) => void)(null, 'called'),
    (_event: unknown, context: unknown) => (context as { done: (...ends: unknown[]) => void }).done(null, 'done'),
  ];

  for (const handler of handlers) {
    const context = { done: () => {}, succeed: () => {}, fail: () => {}, callbackWaitsForEmptyEventLoop: false };
    const returned = wrapForCallbacks(handler, parts, () => loop)({}, context, () => {});
    await Promise.resolve(returned).catch(() => {});
  }

  assert.ok(await eventually(() => ended.length === handlers.length));
  assert.is(loop.waiting(), 0);
});

test('an answer that is held back until the loop is empty ends its invocation only then', async () => {
  const { loop, ended, parts } = build();
  const called: unknown[] = [];
  const handler = (_event: unknown, _context: unknown, callback: unknown) =>
    (callback as (...ends: unknown[]) => void)(null, 'called');

  wrapForCallbacks(handler, parts, () => loop)(
    {},
    { callbackWaitsForEmptyEventLoop: true },
    (...ends: unknown[]) => void called.push(ends),
  );
  assert.ok(await eventually(() => called.length === 1));
  const endedBefore = ended.length;
  process.emit('beforeExit', 0);

  assert.equal(called, [[null, 'called']]);
  assert.equal([endedBefore, ended.length], [0, 1]);
});

test.run();
