import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createClock } from '../../packages/local-pipeline/src/clock.ts';
import {
  type Answer,
  type DrivenEvent,
  type DrivenShard,
  driveShard,
  failing,
  textOf,
} from '../support/drive-shard.ts';
import { eventually } from '../support/processes.ts';

// https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-windows.html
const test = suite('local-pipeline / mapping-windows');
const minuteMs = 60_000;
/** 2020-12-09T07:04:35Z, the arrival in AWS's example. */
const arrivedAtMs = 1_607_497_475_000;
let driven: DrivenShard | undefined;

test.after.each(() => driven?.stop());

/** Counts records in its state, as AWS's example does. */
const count: Answer = ({ Records, state = {} }) => ({ state: { count: Number(state.count ?? 0) + Records.length } });

function at(text: string, minutesLater: number): { readonly text: string; readonly arrivedAtMs: number } {
  return { text, arrivedAtMs: arrivedAtMs + minutesLater * minuteMs };
}

function told(events: readonly DrivenEvent[]): readonly unknown[] {
  return events.map(({ Records, state, isFinalInvokeForWindow, isWindowTerminatedEarly }) => {
    const kind = isFinalInvokeForWindow ? (isWindowTerminatedEarly ? 'early' : 'final') : 'records';
    return [kind, Records.map(textOf).join(''), state];
  });
}

async function allFinished(windows: number): Promise<void> {
  await driven?.drained();
  const finals = (): number => driven?.events.filter((event) => event.isFinalInvokeForWindow).length ?? 0;
  assert.ok(await eventually(() => finals() >= windows));
}

/** Clock and intervals of the wall, so that windows are those of AWS's example. */
const unscaled = { clock: createClock(), pollIntervalMs: 2, tumblingWindowMs: 2 * minuteMs };

test('an event is, field by field, what Lambda sends', async () => {
  driven = driveShard({ ...unscaled, answer: count });
  driven.put(at('a', 0));
  await allFinished(1);

  const { Records, ...event } = driven.events[0] ?? { Records: [] };
  assert.is(Records[0]?.kinesis.approximateArrivalTimestamp, 1607497475);
  assert.equal(event, {
    window: { start: '2020-12-09T07:04:00Z', end: '2020-12-09T07:06:00Z' },
    state: {},
    shardId: 'shardId-000000000000',
    eventSourceARN: 'arn:aws:kinesis:us-east-1:000000000000:stream/flights',
    isFinalInvokeForWindow: false,
    isWindowTerminatedEarly: false,
  });
  assert.equal(driven.events[1], { Records: [], ...event, state: { count: 1 }, isFinalInvokeForWindow: true });
});

test('state is passed along within a window and dropped at its end', async () => {
  driven = driveShard({ ...unscaled, batchSize: 2, answer: count });
  driven.put(at('a', 0), at('b', 0), at('c', 1), at('d', 2), at('e', 6));
  await allFinished(3);

  assert.equal(told(driven.events), [
    ['records', 'ab', {}],
    ['records', 'c', { count: 2 }],
    ['final', '', { count: 3 }],
    ['records', 'd', {}],
    ['final', '', { count: 1 }],
    ['records', 'e', {}],
    ['final', '', { count: 1 }],
  ]);
});

test('a window ends with its time, whether another record comes or not', async () => {
  let finalAtMs = 0;
  driven = driveShard({
    tumblingWindowMs: minuteMs * 5,
    answer: (event, invocation) => {
      if (event.isFinalInvokeForWindow) finalAtMs = Date.now();
      return count(event, invocation);
    },
  });
  driven.put('now');
  await allFinished(1);

  const [first, last] = driven.events;
  assert.equal(last?.window, first?.window);
  assert.ok(finalAtMs >= Date.parse(last?.window?.end ?? ''));
});

test('a window ends with its shard', async () => {
  driven = driveShard({ clock: createClock(), pollIntervalMs: 2, tumblingWindowMs: 15 * minuteMs, answer: count });
  driven.put('a');
  driven.close();
  await driven.ended;

  assert.equal(told(driven.events), [
    ['records', 'a', {}],
    ['final', '', { count: 1 }],
  ]);
});

test('a response without state is a failed invocation', async () => {
  driven = driveShard({
    ...unscaled,
    answer: (event, invocation) => (invocation === 1 ? { batchItemFailures: [] } : count(event, invocation)),
  });
  driven.put(at('a', 0));
  await allFinished(1);

  assert.equal(told(driven.events), [
    ['records', 'a', {}],
    ['records', 'a', {}],
    ['final', '', { count: 1 }],
  ]);
  const { failedInvocations, invocations, settled } = driven.page.counts();
  assert.equal([failedInvocations, invocations, settled], [1, 3, 1]);
});

test('a final invocation is repeated until it succeeds, whatever the retry limit', async () => {
  driven = driveShard({
    tumblingWindowMs: 2 * minuteMs,
    maximumRetryAttempts: 0,
    answer: (event, invocation) => {
      if (event.isFinalInvokeForWindow && invocation < 4) throw new Error('not yet');
      return count(event, invocation);
    },
  });
  driven.put(at('a', 0));
  await allFinished(3);
  driven.put('b');
  await driven.drained();

  assert.equal(
    driven.events.slice(0, 4).map(({ isFinalInvokeForWindow }) => isFinalInvokeForWindow),
    [false, true, true, true],
  );
  assert.equal(driven.events.find(({ Records }) => Records.some((record) => textOf(record) === 'b'))?.state, {});
});

test('state of more than 1 MB ends the window early, and its later records start afresh', async () => {
  const large = { text: 'x'.repeat(1024 * 1024) };
  driven = driveShard({
    ...unscaled,
    batchSize: 1,
    answer: (event, invocation) => (invocation === 1 ? { state: large } : count(event, invocation)),
  });
  driven.put(at('a', 0), at('b', 1));
  await allFinished(2);

  assert.equal(told(driven.events), [
    ['records', 'a', {}],
    ['early', '', large],
    ['records', 'b', {}],
    ['final', '', { count: 1 }],
  ]);
});

test('state of 1 MB is passed along', async () => {
  const state = { text: 'x'.repeat(1024 * 1024 - '{"text":""}'.length) };
  driven = driveShard({ ...unscaled, batchSize: 1, answer: () => ({ state }) });
  driven.put(at('a', 0), at('b', 1));
  await allFinished(1);

  assert.equal(
    driven.events.map(({ isWindowTerminatedEarly }) => isWindowTerminatedEarly),
    [false, false, false],
  );
});

test('a partial response passes its state on to the records that are retried', async () => {
  driven = driveShard({
    ...unscaled,
    answer: (event, invocation) =>
      invocation === 1 ? { ...failing(event, 'b'), state: { count: 1 } } : count(event, invocation),
  });
  driven.put(at('a', 0), at('b', 0));
  await allFinished(1);

  assert.equal(told(driven.events), [
    ['records', 'ab', {}],
    ['records', 'b', { count: 1 }],
    ['final', '', { count: 2 }],
  ]);
});

test('a report of the first record leaves the state as it was', async () => {
  driven = driveShard({
    ...unscaled,
    answer: (event, invocation) =>
      invocation === 1 ? { ...failing(event, 'a'), state: { count: 7 } } : count(event, invocation),
  });
  driven.put(at('a', 0), at('b', 0));
  await allFinished(1);

  assert.equal(told(driven.events), [
    ['records', 'ab', {}],
    ['records', 'ab', {}],
    ['final', '', { count: 2 }],
  ]);
});

test('a batch does not wait for its batching window once a record of a later window has come', async () => {
  driven = driveShard({ ...unscaled, batchingWindowMs: 300_000, answer: count });
  driven.put(at('a', 0), at('b', 0), at('c', 2));

  assert.ok(await eventually(() => driven?.page.counts().settled === 2));
  assert.equal(driven.batches(), [['a', 'b']]);
});

test('a batch that is given up leaves the state as it was', async () => {
  driven = driveShard({
    ...unscaled,
    batchSize: 1,
    maximumRetryAttempts: 0,
    answer: (event, invocation) => {
      if (event.Records.some((record) => textOf(record) === 'b')) throw new Error('poison');
      return count(event, invocation);
    },
  });
  driven.put(at('a', 0), at('b', 0), at('c', 0));
  await allFinished(1);

  assert.equal(told(driven.events), [
    ['records', 'a', {}],
    ['records', 'b', { count: 1 }],
    ['records', 'c', { count: 1 }],
    ['final', '', { count: 2 }],
  ]);
  assert.is(driven.page.counts().deadLettered, 1);
});

test('the event of a large batch fits the payload together with its state', async () => {
  const state = { text: 'x'.repeat(1_000_000) };
  let largest = 0;
  driven = driveShard({
    ...unscaled,
    answer: (event) => {
      largest = Math.max(largest, Buffer.byteLength(JSON.stringify(event)));
      return { state };
    },
  });
  driven.put(...Array.from({ length: 12 }, () => at('y'.repeat(700_000), 0)));
  await allFinished(1);

  assert.ok(largest > 5_000_000 && largest <= 6_291_556);
});

test.run();
