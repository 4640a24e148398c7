import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createClock } from '../../packages/local-pipeline/src/clock.ts';
import { type DrivenShard, driveShard, textOf, throttle } from '../support/drive-shard.ts';

// https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
// https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html
const test = suite('local-pipeline / mapping-age');
const minuteMs = 60_000;
/** A minute passes in six tenths of a second. */
const clock = createClock(100);
let driven: DrivenShard | undefined;

test.after.each(() => driven?.stop());

/** An instant that lies documented milliseconds back. */
function ago(durationMs: number): number {
  return Date.now() - clock.wallMs(durationMs);
}

function givenUp(shard: DrivenShard): readonly unknown[] {
  return shard.givenUp.map(({ records, condition, invocations }) => {
    return [records.map(({ lambdaRecord }) => textOf(lambdaRecord)), condition, invocations];
  });
}

test('a record that is too old is never sent, and the ones behind it are', async () => {
  driven = driveShard({ clock, maximumRecordAgeMs: 10 * minuteMs });
  const old = ago(20 * minuteMs);
  driven.put({ text: 'a', arrivedAtMs: old }, { text: 'b', arrivedAtMs: old + 1 }, 'c');
  await driven.drained();

  assert.equal(driven.batches(), [['c']]);
  assert.equal(givenUp(driven), [[['a', 'b'], 'RecordAgeExceeded', 0]]);
  assert.is(driven.givenUp[0]?.lastResult, undefined);
});

test('a maximum age of -1 sends records of any age', async () => {
  driven = driveShard({ clock, maximumRecordAgeMs: -1 });
  driven.put({ text: 'a', arrivedAtMs: 1_700_000_000_357 });
  await driven.drained();

  assert.equal(driven.batches(), [['a']]);
});

test('a batch that fails without end is given up once its records are too old', async () => {
  driven = driveShard({
    clock,
    maximumRecordAgeMs: minuteMs,
    answer: () => {
      throw new Error('never');
    },
  });
  driven.put('a', 'b');
  await driven.drained();

  const [batch] = driven.givenUp;
  assert.is(batch?.condition, 'RecordAgeExceeded');
  assert.is(batch?.invocations, driven.events.length);
  assert.ok(driven.events.length > 1);
  assert.is(batch?.lastResult?.ok, false);
});

test('an attempt that is throttled uses up no retry and is no invocation', async () => {
  driven = driveShard({
    clock,
    maximumRetryAttempts: 0,
    bisectBatchOnFunctionError: true,
    answer: (_, invocation) => (invocation <= 4 ? throttle() : null),
  });
  driven.put('a', 'b');
  await driven.drained();

  assert.equal(
    driven.batches(),
    Array.from({ length: 5 }, () => ['a', 'b']),
  );
  const { settled, throttles, invocations, failedInvocations, delivered, redelivered } = driven.page.counts();
  assert.equal([settled, throttles, invocations, failedInvocations, delivered, redelivered], [2, 4, 1, 0, 2, 0]);
});

test('throttling ends with the age of the records only', async () => {
  driven = driveShard({ clock, maximumRetryAttempts: 0, maximumRecordAgeMs: minuteMs, answer: throttle });
  driven.put('a');
  await driven.drained();

  assert.equal(givenUp(driven), [[['a'], 'RecordAgeExceeded', 0]]);
});

test.run();
