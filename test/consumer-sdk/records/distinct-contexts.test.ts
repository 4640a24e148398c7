import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createDistinctContexts } from '../../../packages/consumer-sdk/src/records/distinct-contexts.ts';
import type { ReadRecord } from '../../../packages/consumer-sdk/src/records/read-record.ts';
import { receivedRecord, receivedRecords } from '../../support/received-records.ts';
import { numberedCarrier, stampJson } from '../../support/sample-carrier.ts';

const test = suite('consumer-sdk / distinct-contexts');

/** Long enough for the usual head. */
const payload = JSON.stringify({ order: 'x'.repeat(60) });

/** For each record the place of the first with its context, as a map of whole texts gives it. */
function firstsByText(records: readonly ReadRecord[]): readonly number[] {
  const texts = records.map(({ carrier }) => carrier?.traceparent);
  return texts.map((text) => texts.indexOf(text));
}

function firstsFound(records: readonly ReadRecord[]): readonly number[] {
  const { firstWith } = createDistinctContexts(records.length);
  return records.map((record) => records.indexOf(firstWith(record) ?? record));
}

test('finds what comparing whole texts finds, whatever the ids are', () => {
  const ids = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 40 }));
  fc.assert(
    fc.property(fc.array(ids, { maxLength: 60 }), (contexts) => {
      const records = receivedRecords(contexts.map((each) => stampJson(payload, numberedCarrier(...each))));

      assert.equal(firstsFound(records), firstsByText(records));
    }),
  );
});

for (const most of [0, 1, 5, 500]) {
  test(`contexts that all have one hash are told apart, with room for ${most}`, () => {
    const payloads = Array.from({ length: 40 }, (_, index) => stampJson(payload, numberedCarrier(1 + (index % 30), 1)));
    const records = receivedRecords(payloads).map((record) => ({ ...record, contextHash: 7 }));

    const { firstWith } = createDistinctContexts(most);
    const firsts = records.map((record) => records.indexOf(firstWith(record) as ReadRecord));

    assert.equal(firsts, firstsByText(records));
  });
}

test('a context is the same whether it was read from a plain head or in another way', () => {
  const [plain, spaced] = receivedRecords([stampJson(payload), stampJson(` ${payload}`)]);
  const { firstWith } = createDistinctContexts(2);

  firstWith(plain as ReadRecord);

  assert.is.not(plain?.carrier?.constructor, spaced?.carrier?.constructor);
  assert.is(firstWith(spaced as ReadRecord), plain);
});

test('a record without context is nobody’s first', () => {
  const { firstWith } = createDistinctContexts(1);

  assert.is(firstWith(receivedRecord('text')), undefined);
});

test.run();
