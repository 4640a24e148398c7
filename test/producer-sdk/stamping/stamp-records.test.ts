import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { PutEntry } from '../../../packages/producer-sdk/src/outgoing-batch.ts';
import { jsonObjectPayloads } from '../../support/json-payloads.ts';
import { otherPayloadsByReason } from '../../support/other-payloads.ts';
import { readStamped } from '../../support/read-stamped.ts';
import { sampleCarrier } from '../../support/sample-carrier.ts';
import { stampEntries } from '../../support/stamp-entries.ts';

const test = suite('producer-sdk / stamp-records');

const fragmentBytes = 105;

for (const [what, payload] of Object.entries(jsonObjectPayloads)) {
  test(`stamps ${what}, given as bytes, in a copy`, () => {
    const entry = Object.freeze({ Data: payload, PartitionKey: 'k', ExplicitHashKey: '1' });
    const before = Buffer.from(payload);

    const { entries, injected, skipped } = stampEntries(Object.freeze([entry]), [sampleCarrier]);

    const { Data, ...others } = entries[0] as PutEntry;
    assert.equal(readStamped(Data), { carrier: sampleCarrier, payload: before.toString() });
    assert.equal(others, { PartitionKey: 'k', ExplicitHashKey: '1' });
    assert.ok(payload.equals(before));
    assert.equal([injected, skipped.size], [1, 0]);
  });
}

for (const text of ['{"name":"café 😀 中文"}', '\ufeff{"a":1.0}\n', '{ }']) {
  test(`stamps the text ${JSON.stringify(text)} as UTF-8`, () => {
    const { entries } = stampEntries([{ Data: text, PartitionKey: 'k' }], [sampleCarrier]);

    assert.equal(readStamped(entries[0]?.Data), { carrier: sampleCarrier, payload: text });
  });
}

for (const [reason, payloads] of Object.entries(otherPayloadsByReason)) {
  for (const [what, payload] of Object.entries(payloads)) {
    test(`sends ${what} as the caller’s own object, and counts it as ${reason}`, () => {
      const entry = { Data: payload, PartitionKey: 'k' };

      const { entries, injected, skipped } = stampEntries([entry], [sampleCarrier]);

      assert.is(entries[0], entry);
      assert.is(injected, 0);
      assert.equal([...skipped], [[reason, 1]]);
    });
  }
}

test('a record without a carrier goes out as it is, and is counted', () => {
  const entry = { Data: '{}', PartitionKey: 'k' };

  const { entries, skipped } = stampEntries([entry, entry], [undefined, undefined]);

  assert.is(entries[0], entry);
  assert.equal([...skipped], [['no_context', 2]]);
});

test('each record of a call stands for itself', () => {
  const entries = ['{"a":1}', 'text', '{"b":2}'].map((Data) => ({ Data, PartitionKey: 'k' }));
  const carriers = [1, 2, 3].map((sentAtMs) => ({ ...sampleCarrier, sentAtMs }));

  const stamped = stampEntries(entries, carriers);

  assert.equal(
    stamped.entries.map(({ Data }) => readStamped(Data).carrier?.sentAtMs),
    [1, undefined, 3],
  );
  assert.equal([stamped.injected, [...stamped.skipped]], [2, [['unknown_format', 1]]]);
});

function entryOf(bytes: number, PartitionKey: string): PutEntry {
  return { Data: Buffer.from(`{"a":"${'x'.repeat(bytes - 8)}"}`), PartitionKey };
}

for (const key of ['k', 'k'.repeat(256), 'é'.repeat(128)]) {
  const room = 1_048_576 - fragmentBytes - Buffer.byteLength(key);

  test(`a record that reaches 1 MiB with its context and a key of ${Buffer.byteLength(key)} bytes is stamped`, () => {
    const { entries, injected } = stampEntries([entryOf(room, key)], [sampleCarrier]);

    assert.is(Number(entries[0]?.Data.length) + Buffer.byteLength(key), 1_048_576);
    assert.is(injected, 1);
  });

  test(`one byte more, with a key of ${Buffer.byteLength(key)} bytes, goes out as it is`, () => {
    const entry = entryOf(room + 1, key);

    const { entries, skipped } = stampEntries([entry], [sampleCarrier]);

    assert.is(entries[0], entry);
    assert.equal([...skipped], [['record_too_large', 1]]);
  });
}

test.run();
