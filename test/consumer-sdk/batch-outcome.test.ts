import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { outcomeOfResponse, outcomeOfRun, outcomeOfThrow } from '../../packages/consumer-sdk/src/batch-outcome.ts';
import { sequenceNumber } from '../support/kinesis-event.ts';
import { receivedRecords } from '../support/received-records.ts';

const test = suite('consumer-sdk / batch-outcome');

const records = receivedRecords(['{}', '{}', '{}', '{}']);

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
    const outcomes = outcomeOfResponse(records, response, 7);

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

  const outcomes = outcomeOfResponse(numbered, report(digits[2], digits[1]), 7);

  assert.equal(
    outcomes.map(({ state }) => state),
    ['success', 'failure', 'failure'],
  );
});

test('an identifier that is none has an error type of its own', () => {
  const [outcome] = outcomeOfResponse(records, report(''), 7);

  assert.equal(outcome?.error, { name: 'InvalidBatchItemFailures' });
});

test('a handler that threw failed every record with its error', () => {
  const error = new Error('x');

  const outcomes = outcomeOfThrow(records, error, 7);

  assert.equal(
    outcomes.map(({ state, endedAtMs }) => [state, endedAtMs]),
    Array(4).fill(['failure', 7]),
  );
  assert.ok(outcomes.every((each) => each.error === error));
});

const settled = records.map((record, index) => ({ record, endedAtMs: 100 + index, durationMs: index }));
const error = new Error('x');
const failed = { record: records[2] as (typeof records)[0], endedAtMs: 102, durationMs: 2, failure: { error } };

test('a run without a failure is a success of every record, at its own time', () => {
  const outcomes = outcomeOfRun(records, settled, false);

  assert.equal(
    outcomes,
    records.map((record, index) => ({ record, state: 'success', endedAtMs: 100 + index, durationMs: index })),
  );
});

for (const [isPartial, done, what] of [
  [true, 'success', 'is reported for its record leaves those before it done'],
  [false, 'replayed', 'fails the batch brings those before it again'],
] as const) {
  test(`a failure that ${what}`, () => {
    const outcomes = outcomeOfRun(records, [...settled.slice(0, 2), failed], isPartial);

    assert.equal(
      outcomes.map(({ state, endedAtMs, durationMs }) => [state, endedAtMs, durationMs]),
      [
        [done, 100, 0],
        [done, 101, 1],
        ['failure', 102, 2],
        ['not attempted', 102, undefined],
      ],
    );
    assert.is(outcomes[2]?.error, error);
  });
}

test('work that failed with undefined has failed', () => {
  const outcomes = outcomeOfRun(records.slice(0, 1), [{ ...failed, failure: { error: undefined } }], true);

  assert.is(outcomes[0]?.state, 'failure');
});

test('an empty batch has no outcome', () => {
  const outcomes = [outcomeOfRun([], [], true), outcomeOfResponse([], null, 7), outcomeOfThrow([], error, 7)];

  assert.equal(outcomes, [[], [], []]);
});

test.run();
