import { wrapForCallbacks } from '@kinesis-otel/consumer-sdk/host';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { wrapHandler } from '../../packages/lambda-layer/src/invocation/wrap-handler.ts';
import type { UserHandler } from '../../packages/lambda-layer/src/loading/find-handler.ts';

const test = suite('lambda-layer / wrap-handler');
const streaming = Symbol.for('aws.lambda.runtime.handler.streaming');
const parts = {
  run: async (event: unknown, _: unknown, call: (event: unknown) => unknown) => call(event),
  beforeAnswer: async () => {},
  afterAnswer: () => {},
};

/** As a CommonJS function's file has it: not in strict mode. */
const sloppy: UserHandler = new Function('event', 'context', 'callback', 'callback(null, event);') as UserHandler;

test('the runtime finds the same number of parameters, the same name and the same properties', () => {
  const handlers: readonly UserHandler[] = [
    sloppy,
    async () => 1,
    async (_event, _context) => 1,
    Object.assign(async () => 1, { [streaming]: 'response', highWaterMark: 5 }),
    (async () => 1).bind(undefined),
  ];

  for (const handler of handlers) {
    for (const isCallbackRuntime of [true, false]) {
      const wrapped = wrapHandler(handler, parts, isCallbackRuntime ? () => ({ wrapForCallbacks }) : undefined);

      assert.is.not(wrapped, handler);
      assert.equal([wrapped.length, wrapped.name], [handler.length, handler.name]);
      assert.is((wrapped as { [streaming]?: unknown })[streaming], (handler as { [streaming]?: unknown })[streaming]);
    }
  }
});

test('every parameter and `this` reach the handler', async () => {
  const seen: unknown[] = [];
  const handler: UserHandler = async function handler(this: unknown, ...parameters) {
    seen.push([this, parameters]);
  };
  const runtime = { name: 'runtime' };

  await wrapHandler(handler, parts).call(runtime, 'event', 'context', 'more');

  assert.equal(seen, [[runtime, ['event', 'context', 'more']]]);
});

test.run();
