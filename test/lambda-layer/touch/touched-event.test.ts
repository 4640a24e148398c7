import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { touchedEvent } from '../../../packages/lambda-layer/src/touch/touched-event.ts';
import { buildKinesisEvent } from '../../support/kinesis-event.ts';

const test = suite('lambda-layer / touch / touched-event');
const event = buildKinesisEvent(['{"id":0}', '{"id":1}', '{"id":2}']);

type Told = readonly (readonly [what: 'deliver' | 'touch', record: number | undefined])[];

function build(from = event) {
  const told: (readonly ['deliver' | 'touch', number | undefined])[] = [];
  const seen = touchedEvent(from, {
    deliver: (record) => void told.push(['deliver', record]),
    touch: (record) => void told.push(['touch', record]),
  });
  return { seen, told: told as Told };
}

test('it holds what the event holds, for JSON, clones, copies and comparison, whatever the payloads', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 20 }), { maxLength: 6 }), (payloads) => {
      const original = buildKinesisEvent(payloads);
      const { seen } = build(original);

      assert.equal(JSON.parse(JSON.stringify(seen)), original);
      assert.equal(structuredClone(seen), original);
      assert.equal(
        { ...seen, Records: seen.Records.map((record) => ({ ...record, kinesis: { ...record.kinesis } })) },
        original,
      );
      assert.ok(Array.isArray(seen.Records));
      assert.equal(Object.keys(seen.Records), Object.keys(original.Records));
      assert.equal(seen.Records.slice(1).length, original.Records.slice(1).length);
    }),
  );
});

test("Lambda's own event is not changed", () => {
  const before = structuredClone(event);

  const { seen } = build();
  seen.Records.reverse();
  (seen.Records[0] as { kinesis: { data: string } }).kinesis.data = 'changed';

  assert.equal(event, before);
});

test('what is written is what is read', () => {
  const { seen } = build();
  const [first] = seen.Records;
  const other = structuredClone(event.Records[1]);

  Object.assign(first?.kinesis ?? {}, { data: 'mine' });
  Object.assign(seen.Records, { 2: other });
  Object.assign(seen, { Records: seen.Records });

  assert.is(seen.Records[0]?.kinesis.data, 'mine');
  assert.is(seen.Records[2], other);
});

test('a loop tells of each record, its payload and the end', () => {
  const { seen, told } = build();
  const records = seen.Records;
  const from = told.length;

  for (const { kinesis } of records) void kinesis.data;

  const withoutPlaces = told.slice(from).filter(([what, record]) => what === 'touch' || record !== undefined);
  assert.equal(
    withoutPlaces,
    [0, 1, 2].flatMap((at) => [
      ['deliver', at],
      ['touch', at],
    ]),
  );
  assert.equal(told.at(-1), ['deliver', undefined]);
});

test('every method gives what an array gives, and hands over what its callback gets', () => {
  const { seen, told } = build();
  const ids = seen.Records;
  const plain = event.Records;
  const idOf = ({ eventID }: { eventID: string }): string => eventID;

  assert.equal(ids.map(idOf), plain.map(idOf));
  assert.equal(
    ids.flatMap((record) => [idOf(record), 1]),
    plain.flatMap((record) => [idOf(record), 1]),
  );
  assert.is(ids.filter(({ eventID }) => eventID === plain[1]?.eventID).length, 1);
  assert.is(
    ids.some(({ eventID }) => eventID === plain[2]?.eventID),
    true,
  );
  assert.is(
    ids.every(({ eventID }) => eventID === plain[2]?.eventID),
    false,
  );
  assert.is(ids.find(({ eventID }) => eventID === plain[2]?.eventID)?.eventID, plain[2]?.eventID);
  assert.is(
    ids.findIndex(({ eventID }) => eventID === plain[2]?.eventID),
    2,
  );
  assert.is(
    ids.reduce((all, record) => all + idOf(record), ''),
    plain.reduce((all, record) => all + idOf(record), ''),
  );
  assert.is(
    ids.reduceRight((all, record) => all + idOf(record), ''),
    plain.reduceRight((all, record) => all + idOf(record), ''),
  );
  assert.equal([...ids.values()].map(idOf), plain.map(idOf));
  assert.throws(() => ids.map(undefined as never), /not a function/);
  const from = told.length;
  ids.forEach((_record, at, array) => {
    assert.is(array, ids);
    assert.equal(told.at(-1), ['deliver', at]);
  });
  assert.ok(told.length > from);
});

test.run();
