import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { findProducerContexts } from '../../../packages/consumer-sdk/src/records/producer-contexts.ts';
import { planRecordSpans, type RecordSpanRules } from '../../../packages/consumer-sdk/src/spans/record-span-plan.ts';
import { receivedRecords } from '../../support/received-records.ts';
import { numberedCarrier, stampJson } from '../../support/sample-carrier.ts';

const test = suite('consumer-sdk / record-span-plan');

const bare = '{}';
const unsampled = stampJson('{}', numberedCarrier(9, 9, '00'));
const inTrace = (trace: number) => stampJson('{}', numberedCarrier(trace, 1));

/** What each record gets: nothing, a span of its own, or one of so many records; `~` where its producer is linked. */
function plan(payloads: readonly (string | Uint8Array)[], rules: Partial<RecordSpanRules> = {}) {
  const records = receivedRecords(payloads);
  const usual: RecordSpanRules = { mode: 'auto', maxRecordSpans: 200, isLate: () => false };
  const planned = planRecordSpans(records, findProducerContexts(records, 20), { ...usual, ...rules });
  const spans = records.map((record) => planned.of(record));
  return {
    spans,
    drawn: spans.map((span) => (span === undefined ? '-' : `${span.isLinked ? '~' : ''}${span.groupSize ?? 'own'}`)),
    dropped: planned.dropped,
    linked: records.map((record) => planned.isLinked(record)),
  };
}

test('auto: a context that is unique gives an own span, and one that is shared gives one to all who share it', () => {
  const { drawn, spans } = plan([inTrace(1), inTrace(2), bare, inTrace(2), inTrace(2)]);

  assert.equal(drawn, ['own', '3', 'own', '3', '3']);
  assert.is(spans[1], spans[4]);
});

for (const mode of ['child', 'link'] as const) {
  test(`${mode}: every record has its own`, () => {
    const { drawn } = plan([inTrace(1), inTrace(2), inTrace(2)], { mode });

    assert.equal(drawn, Array(3).fill(mode === 'link' ? '~own' : 'own'));
  });
}

test('off: no record has one, and none is dropped', () => {
  const { drawn, dropped } = plan([inTrace(1), bare], { mode: 'off' });

  assert.equal([drawn, dropped], [['-', '-'], 0]);
});

for (const mode of ['auto', 'child', 'link'] as const) {
  test(`${mode}: a record that its producer did not sample has none, and takes nothing of the budget`, () => {
    const { drawn, dropped } = plan([unsampled, unsampled, inTrace(1)], { mode, maxRecordSpans: 1 });

    assert.equal([drawn.slice(0, 2), drawn[2]?.endsWith('own'), dropped], [['-', '-'], true, 0]);
  });
}

test('the budget is reserved in the order of arrival, a group taking one span of it', () => {
  const { drawn, dropped } = plan([inTrace(1), inTrace(2), inTrace(1), inTrace(3), bare, inTrace(3)], {
    maxRecordSpans: 2,
  });

  assert.equal(drawn, ['2', 'own', '2', '-', '-', '-']);
  assert.is(dropped, 2);
});

test('auto: late records are linked, whoever they share their context with', () => {
  const { drawn, linked } = plan([inTrace(1), inTrace(2), inTrace(2)], { isLate: () => true });

  assert.equal(
    [drawn, linked],
    [
      ['~own', '~2', '~2'],
      [true, true, true],
    ],
  );
});

test('child: late records are children all the same', () => {
  const { drawn, linked } = plan([inTrace(1)], { mode: 'child', isLate: () => true });

  assert.equal([drawn, linked], [['own'], [false]]);
});

test.run();
