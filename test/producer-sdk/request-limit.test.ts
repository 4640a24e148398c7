import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { PutEntry } from '../../packages/producer-sdk/src/outgoing-batch.ts';
import { kplPayloads } from '../support/kpl-payloads.ts';
import { sampleCarrier } from '../support/sample-carrier.ts';
import { stampEntries } from '../support/stamp-entries.ts';

const test = suite('producer-sdk / stamp-records, the request as a whole');

const fragmentBytes = 105;
const count = 11;
const key = 'é'.repeat(10);

/** Eleven records that come to the bytes given, keys included. */
function requestOf(totalBytes: number): PutEntry[] {
  const each = Math.floor(totalBytes / count) - 20;
  const first = totalBytes - 20 * count - each * (count - 1);
  return Array.from({ length: count }, (_, index) => ({
    Data: dataOf(index === 0 ? first : each, index % 2 === 0),
    PartitionKey: key,
  }));
}

/** Characters of two bytes, so that bytes are told from characters. */
function dataOf(bytes: number, isText: boolean): string | Buffer {
  const text = `{"a":"${'é'.repeat(Math.floor((bytes - 8) / 2))}${'x'.repeat(bytes % 2)}"}`;
  return isText ? text : Buffer.from(text);
}

function bytesOf(entries: readonly PutEntry[]): number {
  return entries.reduce((sum, { Data, PartitionKey = '' }) => {
    return sum + Buffer.byteLength(Data) + Buffer.byteLength(PartitionKey);
  }, 0);
}

const carriers = Array.from({ length: count }, () => sampleCarrier);

test('a request that reaches 10 MiB with all contexts is stamped whole', () => {
  const { entries, injected, skipped } = stampEntries(requestOf(10_485_760 - count * fragmentBytes), carriers);

  assert.is(bytesOf(entries), 10_485_760);
  assert.equal([injected, skipped.size], [count, 0]);
});

test('with one byte more, one record goes without, and the request stays within 10 MiB', () => {
  const { entries, injected, skipped } = stampEntries(requestOf(10_485_760 - count * fragmentBytes + 1), carriers);

  assert.is(bytesOf(entries), 10_485_760 + 1 - fragmentBytes);
  assert.equal([injected, [...skipped]], [count - 1, [['request_too_large', 1]]]);
});

test('a request that is too large already is left for AWS to refuse', () => {
  const request = requestOf(10_485_761);

  const { entries, injected, skipped } = stampEntries(request, carriers);

  assert.ok(entries.every((entry, index) => entry === request[index]));
  assert.equal([injected, [...skipped]], [0, [['request_too_large', count]]]);
});

test('of records that grow alike, the largest goes without', () => {
  const small = requestOf(10_485_760 - count * fragmentBytes - 1_000);
  const request = [
    ...small.slice(0, 4),
    { Data: dataOf(1_040_000, false) },
    ...small.slice(4, 9),
    { Data: dataOf(900, true) },
  ];
  const rest = 10_485_760 - bytesOf(request) - request.length * fragmentBytes;
  const last = { Data: dataOf(rest, true) };

  const { entries, skipped } = stampEntries([...request, last], Array(12).fill(sampleCarrier));

  assert.equal([...skipped], [['request_too_large', 1]]);
  assert.is(entries[4], request[4]);
  assert.ok(bytesOf(entries) <= 10_485_760);
});

test('of records that grow otherwise, the one that grows most goes without', () => {
  const aggregate = { Data: kplPayloads['a KPL aggregate of 300 records'] as Buffer };
  const request = [...requestOf(10_485_760 - aggregate.Data.length - count * fragmentBytes), aggregate];

  const { entries, injected, skipped } = stampEntries(request, Array(count + 1).fill(sampleCarrier));

  assert.equal([injected, [...skipped]], [count, [['request_too_large', 1]]]);
  assert.is(entries.at(-1), aggregate);
});

test.run();
