import { aggregateOf, lengthField, numberField, tagField, varint } from '../support/protobuf-bytes.ts';
import type { Random } from './random.ts';

const keys: readonly string[] = ['order-1', 'k', '', 'café', '__proto__', 'x'.repeat(256)];
const tagKeys: readonly string[] = ['env', '_otel', '_otel ', '', 'traceparent'];
const tagValues: readonly string[] = ['', 'prod', '{}', '{"traceparent":"00-', '{"traceparent":null,"sentAt":1}'];

/** KPL aggregates, nearly all with a right checksum: fields in any order, of any type, some not written the shortest way. */
export function randomAggregate(random: Random): Buffer {
  const fields = random.list(6, () => topField(random));
  const aggregate = aggregateOf(...fields, ...(random.chance(80) ? [userRecord(random)] : []), ...tables(random));
  if (random.chance(3)) aggregate[random.below(aggregate.length)] = random.below(256);
  return random.chance(3) ? aggregate.subarray(0, random.below(aggregate.length)) : aggregate;
}

function topField(random: Random): Buffer {
  if (random.chance(60)) return userRecord(random);
  return random.chance(60) ? lengthField(random.pick([1, 2]), random.pick(keys)) : anyField(random);
}

function tables(random: Random): readonly Buffer[] {
  return random.list(2, () => lengthField(random.pick([1, 2]), random.pick(keys)));
}

function userRecord(random: Random): Buffer {
  const parts: Buffer[] = [numberField(1, random.below(4))];
  if (random.chance(20)) parts.push(numberField(2, random.below(3)));
  if (random.chance(95)) parts.push(lengthField(3, random.bytes(random.chance(90) ? 20 : 300)));
  parts.push(...random.list(2, () => (random.chance(70) ? tag(random) : anyField(random))));
  const value = Buffer.concat(parts);
  // A longer number than need be is rare, or hardly an aggregate would carry.
  const isOdd = random.chance(2);
  return Buffer.concat([
    varint(26, isOdd ? random.below(2) : 0),
    varint(value.length, isOdd ? random.below(3) : 0),
    value,
  ]);
}

function tag(random: Random): Buffer {
  if (random.chance(10)) return lengthField(4, random.bytes(10));
  return tagField(random.pick(tagKeys), random.pick(tagValues));
}

function anyField(random: Random): Buffer {
  const number = random.chance(90) ? 5 + random.below(3_000) : random.below(5);
  switch (random.below(random.chance(97) ? 4 : 5)) {
    case 0:
      return Buffer.concat([varint(number * 8), varint(random.below(2 ** 31), random.below(3))]);
    case 1:
      return Buffer.concat([varint(number * 8 + 1), Buffer.alloc(8, random.below(256))]);
    case 2:
      return lengthField(number, random.bytes(30));
    case 3:
      return Buffer.concat([varint(number * 8 + 5), Buffer.alloc(4, random.below(256))]);
    default:
      return random.bytes(6);
  }
}
