import { createKinesisHandler, instrumentKinesisHandler } from '@kinesis-otel/consumer-sdk';
import { type Flush, instrumentHandlerOfHost } from '@kinesis-otel/consumer-sdk/host';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { atAnyAge, buildKinesisEvent, buildLambdaContext } from '../support/kinesis-event.ts';
import { numberedCarrier, stampJson } from '../support/sample-carrier.ts';

const test = suite('consumer-sdk / a handler that runs out of time');

// The runtime keeps the process going while a handler is at work; the watchdog does not.
let runtime: NodeJS.Timeout | undefined;
test.before.each(() => {
  runtime = setInterval(() => undefined, 1_000);
});
test.after.each(() => clearInterval(runtime));

const event = buildKinesisEvent([1, 2, 3].map((each) => stampJson('{}', numberedCarrier(each, 1))));

/** What a handler is made with that hangs until it is told to finish. */
function createParts() {
  const telemetry = createInMemoryTelemetry();
  let flushed: (() => void) | undefined;
  const whenFlushed = new Promise<void>((resolve) => {
    flushed = resolve;
  });
  const meterProvider = {
    getMeter: telemetry.meterProvider.getMeter.bind(telemetry.meterProvider),
    forceFlush: async () => flushed?.(),
  };
  const { promise: hang, resolve: finish } = Promise.withResolvers<void>();
  const options = { ...atAnyAge, tracerProvider: telemetry.tracerProvider, meterProvider, flushTimeoutMs: 10 };
  const counts = () =>
    Promise.all(
      ['RecordProcessingSuccess', 'RecordsReplayed', 'RecordProcessingFailure', 'HandlerTimeouts'].map((each) =>
        telemetry.sum(each),
      ),
    );
  return { ...telemetry, options, whenFlushed, hang, finish, counts };
}

test('record by record: what is done comes again, what is at work has timed out, and what is left was not attempted', async () => {
  const { options, whenFlushed, hang, finish, counts, spans, sum } = createParts();
  let records = 0;
  const handler = createKinesisHandler(() => (++records === 2 ? hang : undefined), options);

  const answer = handler(event, buildLambdaContext(220));
  await whenFlushed;

  assert.equal(await counts(), [0, 1, 1, 1]);
  assert.is(await sum('RecordProcessingFailure', { 'error.type': 'timeout' }), 1);
  const types = spans().map(({ name, attributes }) => [name, attributes['error.type']]);
  assert.equal(types, [
    ['process orders', undefined],
    ['process orders', 'timeout'],
    ['process orders', 'timeout'],
    ['consumer', 'timeout'],
  ]);
  finish();
  await answer;
});

test('as a batch: every record has timed out', async () => {
  const { options, whenFlushed, hang, finish, counts, spans } = createParts();
  const handler = instrumentKinesisHandler((_event: object, _context: object) => hang, options);

  const answer = handler(event, buildLambdaContext(220));
  await whenFlushed;

  assert.equal(await counts(), [0, 0, 3, 1]);
  assert.ok(spans().every(({ attributes }) => attributes['error.type'] === 'timeout'));
  finish();
  await answer;
});

test('a handler that ends after all gives its answer, and is counted once, as timed out', async () => {
  const { options, whenFlushed, hang, finish, counts } = createParts();
  const handler = createKinesisHandler(() => hang, { ...options, reportBatchItemFailures: true });

  const answer = handler(event, buildLambdaContext(220));
  await whenFlushed;
  finish();

  assert.equal(await answer, { batchItemFailures: [] });
  assert.equal(await counts(), [0, 0, 1, 1]);
});

test('a handler in time leaves no timer, and is no timeout', async () => {
  const { options, counts } = createParts();
  const timers = () => process.getActiveResourcesInfo().filter((each) => each === 'Timeout').length;
  const before = timers();

  await createKinesisHandler(() => undefined, options)(event, buildLambdaContext(900_000));
  await instrumentKinesisHandler((_event: object, _context: object) => undefined, options)(
    {},
    buildLambdaContext(900_000),
  );

  assert.is(timers(), before);
  assert.equal(await counts(), [3, 0, 0, 0]);
});

test('an invocation that is no batch has timed out in its span, whatever the handler comes to', async () => {
  const { options, whenFlushed, hang, finish, spans } = createParts();
  const handler = instrumentKinesisHandler((_event: object, _context: object) => hang, options);

  const answer = handler({ path: '/orders' }, buildLambdaContext(220));
  await whenFlushed;

  assert.equal(
    spans().map(({ name, attributes }) => [name, attributes['error.type']]),
    [['consumer', 'timeout']],
  );
  finish();
  await answer;
  assert.is(spans().length, 1);
});

for (const [what, anyEvent] of [
  ['a batch', event],
  ['another event', { path: '/orders' }],
] as const) {
  test(`${what}: its flush is the environment’s last, due or not, and one in time is not`, async () => {
    const { options, hang, finish } = createParts();
    const asked: boolean[] = [];
    const { promise: whenAsked, resolve } = Promise.withResolvers<void>();
    const flush: Flush = async ({ isLast = false }) => {
      asked.push(isLast);
      resolve();
      return 'not due';
    };
    const hangs = instrumentHandlerOfHost(async (_event: object, _context: object) => hang, options, { flush });
    const answers = instrumentHandlerOfHost(async (_event: object, _context: object) => 'answer', options, { flush });

    const answer = hangs(anyEvent, buildLambdaContext(220));
    await whenAsked;
    await answers(anyEvent, buildLambdaContext(60_000));
    finish();
    await answer;

    assert.equal(asked, [true, false]);
  });
}

test.run();
