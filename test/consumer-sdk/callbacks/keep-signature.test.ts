import { instrumentKinesisHandler, instrumentOnFailureHandler } from '@kinesis-otel/consumer-sdk';
import type { Handler, KinesisStreamBatchResponse, KinesisStreamEvent, KinesisStreamHandler } from 'aws-lambda';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { buildFailure, sqsEvent } from '../../support/failure-document.ts';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';
import { buildKinesisEvent, sequenceNumber } from '../../support/kinesis-event.ts';
import { rejects } from '../../support/rejects.ts';

const test = suite('consumer-sdk / callbacks / keep-signature');

const { tracerProvider, meterProvider } = createInMemoryTelemetry();
const telemetry = { tracerProvider, meterProvider };
const event = buildKinesisEvent(['{"id":1}', '{"id":2}']);

type Ends = (...ends: unknown[]) => void;
type AnyWrapped = (event: object, context: object, callback?: Ends) => unknown;

/** Calls a wrapped handler as nodejs22.x does, until it has called back; gives what it called back with. */
async function callBack(handler: unknown, how: 'callback' | 'done' | 'succeed' | 'fail' = 'callback') {
  const { tracerProvider, meterProvider, sum, batchSpan } = createInMemoryTelemetry();
  const options = { tracerProvider, meterProvider, reportBatchItemFailures: true };
  const wrapped = instrumentKinesisHandler(handler as KinesisStreamHandler, options);
  let returned: unknown;
  const ends = await new Promise<unknown[]>((resolve) => {
    const unexpected: Ends = (...given) => resolve(['another end was called', ...given]);
    const end: Ends = (...given) => resolve(given);
    const context = { done: unexpected, succeed: unexpected, fail: unexpected, [how]: end };
    returned = (wrapped as AnyWrapped)(event, context, how === 'callback' ? end : unexpected);
  });
  return { ends, returned, sum, batchSpan };
}

test('the number of parameters is kept, for the runtimes tell callback handlers by it', () => {
  const handlers = [
    async () => undefined,
    async (_event: object) => undefined,
    async (_event: object, _context: object) => undefined,
    (_event: object, _context: object, _callback: Ends) => undefined,
  ];

  const lengths = (wrap: (handler: never) => { readonly length: number }) =>
    handlers.map((handler) => wrap(handler as never).length);

  assert.equal(lengths(instrumentKinesisHandler), [0, 1, 2, 3]);
  assert.equal(lengths(instrumentOnFailureHandler), [0, 1, 2, 3]);
});

test('a batch is measured before its handler’s answer reaches the callback', async () => {
  const response = { batchItemFailures: [{ itemIdentifier: sequenceNumber(1) }] };
  const handler = (_event: object, _context: object, callback: Ends) => setImmediate(callback, null, response);

  const { ends, returned, sum, batchSpan } = await callBack(handler);

  assert.equal([ends, returned], [[null, response], undefined]);
  assert.ok(batchSpan()?.ended);
  assert.equal([await sum('RecordProcessingSuccess'), await sum('RecordProcessingFailure')], [1, 1]);
});

test('an error that is called back with is every record’s', async () => {
  const error = new RangeError('no');
  const handler = (_event: object, _context: object, callback: Ends) => setImmediate(callback, error);

  const { ends, sum } = await callBack(handler);

  assert.equal(ends, [error]);
  assert.is(await sum('RecordProcessingFailure', { 'error.type': 'RangeError' }), 2);
});

for (const [how, expected, failed] of [
  ['done', [null, 'answer'], 0],
  ['succeed', ['answer'], 0],
  ['fail', ['answer'], 2],
] as const) {
  test(`context.${how} ends an invocation as it does without the wrapper`, async () => {
    const handler = (_event: object, context: Readonly<Record<string, Ends>>) =>
      setImmediate(() => context[how]?.(...expected));

    const { ends, sum } = await callBack(handler, how);

    assert.equal(ends, expected);
    assert.is(await sum('RecordProcessingFailure'), failed);
  });
}

test('a handler that throws before it returns throws to the runtime', async () => {
  const { tracerProvider, meterProvider, sum } = createInMemoryTelemetry();
  const error = new TypeError('at once');
  const handler = (_event: object, _context: object, _callback: Ends): void => {
    throw error;
  };
  const wrapped = instrumentKinesisHandler(handler, { tracerProvider, meterProvider });

  assert.throws(
    () => wrapped(event, {}, () => undefined),
    (thrown: unknown) => thrown === error,
  );

  await new Promise((resolve) => setImmediate(resolve));
  assert.is(await sum('RecordProcessingFailure'), 2);
});

test('a report of failures that is returned without a promise is an answer, for it would be ignored and its records lost', async () => {
  const response = { batchItemFailures: [{ itemIdentifier: sequenceNumber(0) }] };
  const wrapped = instrumentKinesisHandler((_event: object, _context: object) => response, telemetry) as AnyWrapped;

  const answer = wrapped(event, {}, () => undefined);

  assert.instance(answer, Promise);
  assert.is(await answer, response);
});

test('a promise is answered by a promise, though there is a callback', async () => {
  const wrapped = instrumentKinesisHandler(
    async (_event: object, _context: object, _callback: Ends) => 'answer',
    telemetry,
  );

  const answer = await wrapped(event, {}, () => undefined);

  assert.is(answer, 'answer');
});

test('without a callback what a handler returns is promised, and what it throws rejects', async () => {
  const error = new TypeError('at once');
  const returning = instrumentKinesisHandler((_event: object) => 'answer', telemetry);
  const throwing = instrumentKinesisHandler((_event: object): void => {
    throw error;
  }, telemetry);

  assert.is(await returning(event), 'answer');
  assert.is(await rejects(throwing(event)), error);
});

test('`this` reaches the handler both ways', async () => {
  const seen: unknown[] = [];
  const handler = function (this: unknown, _event: object, _context: object, callback: Ends | undefined) {
    seen.push(this);
    callback?.(null);
  };
  const wrapped = instrumentKinesisHandler(handler as never, telemetry) as unknown as AnyWrapped;
  const runtime = { name: 'runtime' };

  wrapped.call(runtime, event, {});
  wrapped.call(runtime, event, {}, () => undefined);

  assert.equal(seen, [runtime, runtime]);
});

for (const context of [undefined, Object.freeze({ done: () => undefined })]) {
  test(`a context that is ${context === undefined ? 'left out' : 'frozen'} changes nothing`, async () => {
    const wrapped = instrumentKinesisHandler(
      ((_event: object, _context: object, callback: Ends) => callback(null, 'answer')) as never,
      telemetry,
    ) as unknown as AnyWrapped;

    const ends = await new Promise((resolve) => wrapped(event, context as never, (...given) => resolve(given)));

    assert.equal(ends, [null, 'answer']);
  });
}

test('the handler of a failure destination may call back too', async () => {
  const { tracerProvider, meterProvider, sum } = createInMemoryTelemetry();
  const handler = (_event: object, _context: object, callback: Ends) => callback(null, 'told');
  const wrapped = instrumentOnFailureHandler(handler, { tracerProvider, meterProvider });

  const ends = await new Promise((resolve) =>
    wrapped(sqsEvent(buildFailure([{ data: {} }]).document), {}, (...given) => resolve(given)),
  );

  assert.equal(ends, [null, 'told']);
  assert.is(await sum('DLQMessages'), 1);
});

test('the types of @types/aws-lambda fit, callbacks included', () => {
  const byType: KinesisStreamHandler = (_event, _context, callback) => callback(null);
  const any: Handler<KinesisStreamEvent, KinesisStreamBatchResponse> = async () => ({ batchItemFailures: [] });

  const wrapped: readonly [KinesisStreamHandler, KinesisStreamHandler, typeof any] = [
    instrumentKinesisHandler(byType),
    instrumentKinesisHandler(async (_event: KinesisStreamEvent) => ({ batchItemFailures: [] })),
    instrumentKinesisHandler(any),
  ];

  assert.is(wrapped.length, 3);
});

test.run();
