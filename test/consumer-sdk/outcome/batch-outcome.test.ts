import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  type HandlerEnd,
  outcomeOfResponse,
  outcomeOfThrow,
  reportsFailures,
} from '../../../packages/consumer-sdk/src/outcome/batch-outcome.ts';
import type { ReadRecord } from '../../../packages/consumer-sdk/src/records/read-record.ts';
import { sequenceNumber } from '../../support/kinesis-event.ts';
import { kplPayloads } from '../../support/kpl-payloads.ts';
import { receivedRecords } from '../../support/received-records.ts';

const test = suite('consumer-sdk / batch-outcome');

const records = receivedRecords(['{}', '{}', '{}', '{}']);
const whole: HandlerEnd = { records, settled: new Map(), endedAtMs: 7 };
const listening = { reportBatchItemFailures: true, isWindowed: false };

function report(...identifiers: unknown[]): unknown {
  return { batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })) };
}

const all = (state: string) => Array(4).fill(state);
const responses: Readonly<Record<string, readonly [response: unknown, states: readonly string[]]>> = {
  nothing: [undefined, all('success')],
  null: [null, all('success')],
  'an empty object': [{}, all('success')],
  'an empty list': [report(), all('success')],
  'a list that is null': [{ batchItemFailures: null }, all('success')],
  'something of the handler’s own': ['done', all('success')],
  'the first record': [report(sequenceNumber(0)), ['failure', 'replayed', 'replayed', 'replayed']],
  'the third record': [report(sequenceNumber(2)), ['success', 'success', 'failure', 'replayed']],
  'the last record': [report(sequenceNumber(3)), ['success', 'success', 'success', 'failure']],
  'two records, the later first': [
    report(sequenceNumber(3), sequenceNumber(1)),
    ['success', 'failure', 'replayed', 'failure'],
  ],
  'the same record twice': [
    report(sequenceNumber(2), sequenceNumber(2)),
    ['success', 'success', 'failure', 'replayed'],
  ],
  'an empty identifier': [report(''), all('failure')],
  'an identifier that is null': [report(null), all('failure')],
  'an entry without the identifier': [{ batchItemFailures: [{ sequenceNumber: sequenceNumber(1) }] }, all('failure')],
  'an entry that is null': [{ batchItemFailures: [null] }, all('failure')],
  'an identifier of another batch': [report('1'), all('failure')],
  'an identifier that is a number': [report(Number(sequenceNumber(1))), all('failure')],
  'a good identifier and a bad one': [report(sequenceNumber(2), 'x'), all('failure')],
};

for (const [what, [response, states]] of Object.entries(responses)) {
  test(`a response that reports ${what} means ${states.join(', ')}`, () => {
    const outcomes = outcomeOfResponse(whole, response, listening);

    assert.equal(
      outcomes.map(({ state }) => state),
      states,
    );
    assert.ok(outcomes.every(({ record, endedAtMs }, index) => record === records[index] && endedAtMs === 7));
  });
}

test('sequence numbers are compared as numbers, where their order as text is another', () => {
  const digits = ['9'.repeat(55), `1${'0'.repeat(55)}`, `1${'0'.repeat(54)}1`];
  const numbered = digits.map((each, index) => ({ ...(records[index] as (typeof records)[0]), sequenceNumber: each }));

  const outcomes = outcomeOfResponse({ ...whole, records: numbered }, report(digits[2], digits[1]), listening);

  assert.equal(
    outcomes.map(({ state }) => state),
    ['success', 'failure', 'failure'],
  );
});

test('an identifier that is none has an error type of its own', () => {
  const [outcome] = outcomeOfResponse(whole, report(''), listening);

  assert.equal(outcome?.error, { name: 'InvalidBatchItemFailures' });
});

test('a report that nobody listens to changes nothing, as with Lambda', () => {
  const response = report(sequenceNumber(2), '');

  const outcomes = outcomeOfResponse(whole, response, { ...listening, reportBatchItemFailures: false });

  assert.equal(
    outcomes.map(({ state }) => state),
    all('success'),
  );
  assert.equal([response, undefined, report()].map(reportsFailures), [true, false, false]);
});

for (const [response, state] of [
  [{ state: {} }, 'success'],
  [{}, 'failure'],
  [undefined, 'failure'],
  [{ state: null }, 'failure'],
] as const) {
  test(`in a tumbling window ${JSON.stringify(response)} is a ${state}`, () => {
    const outcomes = outcomeOfResponse(whole, response, { ...listening, isWindowed: true });

    assert.equal(
      outcomes.map((outcome) => outcome.state),
      all(state),
    );
    assert.equal(outcomes[0]?.error, state === 'failure' ? { name: 'MissingState' } : undefined);
  });
}

test('a handler that threw failed every record with its error', () => {
  const outcomes = outcomeOfThrow(whole, error);

  assert.equal(
    outcomes.map(({ state, endedAtMs }) => [state, endedAtMs]),
    Array(4).fill(['failure', 7]),
  );
  assert.ok(outcomes.every((each) => each.error === error));
});

const error = new Error('x');

/** An end in which some records were worked on one by one; those given failed. */
function endOf(all: readonly ReadRecord[], attempted: number, ...failed: readonly number[]): HandlerEnd {
  const settled = all.slice(0, attempted).map((record, index) => {
    const failure = failed.includes(index) ? { failure: { error } } : {};
    return [record, { record, endedAtMs: 100 + index, durationMs: index, ...failure }] as const;
  });
  return { records: all, settled: new Map(settled), endedAtMs: 200 };
}

test('work of its own gives a record its own times', () => {
  const outcomes = outcomeOfResponse(endOf(records, 4), undefined, listening);

  assert.equal(
    outcomes,
    records.map((record, index) => ({ record, state: 'success', endedAtMs: 100 + index, durationMs: index })),
  );
});

test('a failure that is reported for its record leaves those before it done, and those behind it unattempted', () => {
  const outcomes = outcomeOfResponse(endOf(records, 3, 2), report(sequenceNumber(2)), listening);

  assert.equal(
    outcomes.map(({ state, endedAtMs, durationMs }) => [state, endedAtMs, durationMs]),
    [
      ['success', 100, 0],
      ['success', 101, 1],
      ['failure', 102, 2],
      ['not attempted', 200, undefined],
    ],
  );
  assert.is(outcomes[2]?.error, error);
});

test('a handler that threw brings again what was done, and what was not begun was not attempted', () => {
  const outcomes = outcomeOfThrow(endOf(records, 2, 1), error);

  assert.equal(
    outcomes.map(({ state }) => state),
    ['replayed', 'failure', 'not attempted', 'not attempted'],
  );
});

test('what is done behind a reported record is replayed, and a failure there comes again too', () => {
  const outcomes = outcomeOfResponse(endOf(records, 4, 1, 3), report(sequenceNumber(1)), listening);

  assert.equal(
    outcomes.map(({ state }) => state),
    ['success', 'failure', 'replayed', 'failure'],
  );
});

test('a failure that nobody reports is set aside', () => {
  const outcomes = outcomeOfResponse(endOf(records, 4, 1), report(), listening);

  assert.equal(
    outcomes.map(({ state }) => state),
    ['success', 'set aside', 'success', 'success'],
  );
});

test('a reported record of an aggregate brings all its user records again', () => {
  const aggregated = receivedRecords(['{}', kplPayloads['a KPL aggregate'] ?? '', '{}']);

  const outcomes = outcomeOfResponse(endOf(aggregated, 3, 2), report(sequenceNumber(1)), listening);

  assert.equal(
    outcomes.map(({ state }) => state),
    ['success', 'replayed', 'failure', 'not attempted'],
  );
});

test('an empty batch has no outcome', () => {
  const none = { ...whole, records: [] };

  const outcomes = [outcomeOfResponse(none, null, listening), outcomeOfThrow(none, error)];

  assert.equal(outcomes, [[], []]);
});

test.run();
