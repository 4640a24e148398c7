import { readAggregate } from '@kinesis-otel/contract';
import * as assert from 'uvu/assert';
import { type PayloadFormat, payloadFormats } from '../../packages/producer-sdk/src/stamping/payload-format.ts';
import { writerOf } from '../../packages/producer-sdk/src/stamping/write-payload.ts';
import { aggregateOf } from '../support/protobuf-bytes.ts';
import { readBothWays } from '../support/read-both-ways.ts';
import { mutate } from './mutate.ts';
import type { Random } from './random.ts';
import { randomAggregate } from './random-aggregate.ts';
import { randomCarrier } from './random-carrier.ts';
import { randomGzip } from './random-gzip.ts';
import { randomJson } from './random-json.ts';
import { randomKeys } from './random-keys.ts';
import { type ProtobufFormat, randomProtobuf } from './random-protobuf.ts';
import { randomZstd } from './random-zstd.ts';

/** What became of the payload of one case: how it was to carry, or that it did not. */
export type CaseOutcome = PayloadFormat | 'not carried';

const starts: readonly string[] = [
  '',
  '{',
  '{"_otel":{"traceparent":"',
  ' \n{"_otel":{',
  '\u001f\u008b\b',
  '\u00f3\u0089\u009a\u00c2',
  '\u0028\u00b5\u002f\u00fd',
  '\u0003\0',
];

/**
 * One random payload, written, read and restored; then damaged, and read again. Throws where one of these does not hold:
 * nothing throws; no input is changed; what is restored is what was given; base64 and bytes come to the same; what is not
 * extracted is untouched; carriers are what was written.
 */
export function checkCase(random: Random): CaseOutcome {
  const format = random.chance(50) ? 'auto' : random.pick(payloadFormats);
  const payload = random.chance(80) && isProtobuf(format) ? randomProtobuf(random, format) : randomPayload(random);
  const before = Buffer.from(payload);
  const carrier = randomCarrier(random);
  const entry = { Data: payload, ...randomKeys(random) };
  const stamped = writerOf(format, random.chance(5))(payload, carrier, entry);
  assert.ok(before.equals(payload), 'writing leaves the payload as it is');
  readAggregate(payload);
  if (typeof stamped === 'string') {
    checkDamaged(random, payload);
    return 'not carried';
  }
  const read = readBothWays(stamped);
  assert.ok(read.payload.equals(before), 'what is restored is what was given');
  assert.ok(read.carriers.length > 0, 'a carrier is found');
  for (const each of read.carriers) assert.equal(each, carrier, 'it is the one that was written');
  checkDamaged(random, Buffer.from(stamped));
  return format;
}

function isProtobuf(format: PayloadFormat): format is ProtobufFormat {
  return format !== 'auto' && format !== 'envelope';
}

/** Of a damaged record only this is known: nothing throws, and every way of reading it comes to the same. */
function checkDamaged(random: Random, record: Buffer): void {
  const damaged = random.chance(10) ? record : damage(random, record);
  const read = readBothWays(damaged);
  if (read.outcome !== 'extracted') assert.ok(read.payload.equals(damaged), 'what is not extracted is untouched');
  readAggregate(damaged);
}

function damage(random: Random, record: Buffer): Buffer {
  const damaged = mutate(random, record, random.chance(50) ? record : randomPayload(random));
  // A wrong checksum would hide what else is wrong with an aggregate.
  const isAggregate = damaged.length > 20 && damaged.readUInt32BE() === 0xf3899ac2;
  return isAggregate && random.chance(80) ? aggregateOf(damaged.subarray(4, -16)) : damaged;
}

function randomPayload(random: Random): Buffer {
  switch (random.below(14)) {
    case 10:
    case 11:
    case 12:
      return randomProtobuf(random, random.pick(['protobuf', 'glue-protobuf', 'confluent-protobuf']));
    case 13:
      return randomZstd(random);
    case 0:
      return Buffer.concat([Buffer.from(random.pick(starts), 'latin1'), random.bytes(random.chance(95) ? 120 : 3_000)]);
    case 1:
    case 2:
    case 3:
      return randomGzip(random);
    case 4:
    case 5:
    case 6:
      return randomAggregate(random);
    default:
      return randomJson(random);
  }
}
