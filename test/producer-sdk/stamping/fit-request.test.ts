import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { fitRequest } from '../../../packages/producer-sdk/src/stamping/fit-request.ts';
import type { OutgoingRecord } from '../../../packages/producer-sdk/src/stamping/outgoing-record.ts';
import type { Stamp } from '../../../packages/producer-sdk/src/stamping/stamp-record.ts';

const test = suite('producer-sdk / fit-request');

/** A record's payload and key, and by how much its context makes it grow; undefined where it has none. */
const recordArbitrary = fc.record({
  payloadBytes: fc.nat(200),
  key: fc.string({ unit: 'grapheme', maxLength: 8 }),
  grownBytes: fc.option(fc.integer({ min: -20, max: 120 }), { nil: undefined }),
});

function outgoing(payloadBytes: number, key: string): OutgoingRecord {
  const payload = Buffer.alloc(payloadBytes);
  return { entry: { Data: payload, PartitionKey: key }, payload, own: undefined, existing: undefined };
}

function bytesOf(records: readonly OutgoingRecord[], stamps: readonly Stamp[]): number {
  return records.reduce((sum, { payload, entry }, index) => {
    const stamp = stamps[index];
    const data = stamp instanceof Uint8Array ? stamp : payload;
    return sum + data.length + Buffer.byteLength(entry.PartitionKey ?? '');
  }, 0);
}

test('a request is within the limit, or has no context left that it could save by; no more is taken out than need be', () => {
  const property = fc.property(fc.array(recordArbitrary, { maxLength: 30 }), fc.nat(6_000), (made, maxRequestBytes) => {
    const records = made.map(({ payloadBytes, key }) => outgoing(payloadBytes, key));
    const stamps = made.map(
      ({ payloadBytes, grownBytes }): Stamp =>
        grownBytes === undefined ? 'unknown_format' : new Uint8Array(Math.max(0, payloadBytes + grownBytes)),
    );

    const fitted = fitRequest(records, stamps, maxRequestBytes);

    const taken = fitted.flatMap((stamp, index) => (stamp === stamps[index] ? [] : [index]));
    const growths = stamps.map((stamp, index) =>
      stamp instanceof Uint8Array ? Math.max(0, stamp.length - Number(records[index]?.payload.length)) : 0,
    );
    assert.ok(taken.every((index) => fitted[index] === 'request_too_large' && stamps[index] instanceof Uint8Array));
    if (bytesOf(records, fitted) > maxRequestBytes)
      assert.is(taken.length, growths.filter((bytes) => bytes > 0).length);
    const excess = bytesOf(records, stamps) - maxRequestBytes;
    const mostByFewer = growths
      .sort((one, other) => other - one)
      .slice(0, Math.max(0, taken.length - 1))
      .reduce((sum, bytes) => sum + bytes, 0);
    assert.ok(taken.length === 0 || mostByFewer < excess, 'one fewer would not have done');
  });
  fc.assert(property, { numRuns: 2_000 });
});

test.run();
