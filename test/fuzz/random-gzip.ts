import { crc32, deflateRawSync } from 'node:zlib';
import { gzipFlags } from '../support/gzip-payloads.ts';
import type { Random } from './random.ts';

const { text, headerCrc, extra, name, comment, reserved } = gzipFlags;

/** Deflated once: what lies behind a header matters to nobody here. */
const bodies: readonly Buffer[] = ['', '{"a":1}', '{"delayMinutes":12}'.repeat(40)].map((each) => {
  const data = Buffer.from(each);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(data), 0);
  trailer.writeUInt32LE(data.length, 4);
  return Buffer.concat([deflateRawSync(data), trailer]);
});

/** Gzip streams with headers of every sort, one or two of them, at times cut off or with something behind them. */
export function randomGzip(random: Random): Buffer {
  const members = [member(random), ...(random.chance(20) ? [member(random)] : [])];
  const whole = Buffer.concat([...members, ...(random.chance(10) ? [random.bytes(20)] : [])]);
  return random.chance(10) ? whole.subarray(0, random.below(whole.length + 1)) : whole;
}

function member(random: Random): Buffer {
  // Each bit on its own: all 32 mixtures of known flags come up, and at times a reserved one.
  const known = [text, name, comment].reduce((flags, flag) => flags | (random.chance(30) ? flag : 0), 0);
  const rare = [headerCrc, extra, reserved, reserved * 2].reduce(
    (flags, flag) => flags | (random.chance(5) ? flag : 0),
    0,
  );
  const flags = known | rare;
  const times = Array.from({ length: 6 }, () => random.below(256));
  const header = Buffer.from([0x1f, 0x8b, random.chance(2) ? random.below(256) : 8, flags, ...times]);
  return Buffer.concat([
    header,
    ...(flags & extra ? [extraField(random)] : []),
    ...(flags & name ? [zeroTerminated(random)] : []),
    ...(flags & comment ? [zeroTerminated(random)] : []),
    ...(flags & headerCrc ? [random.bytes(2)] : []),
    random.pick(bodies),
  ]);
}

function extraField(random: Random): Buffer {
  const data = random.bytes(40);
  const field = Buffer.from([0, 0, ...Buffer.from(random.pick(['OT', 'BC', 'Ap'])), 0, 0, ...data]);
  field.writeUInt16LE(data.length + 4, 0);
  field.writeUInt16LE(random.chance(80) ? data.length : random.below(50), 4);
  return field;
}

function zeroTerminated(random: Random): Buffer {
  return Buffer.concat([random.bytes(20).map((byte) => byte || 1), Buffer.from([0])]);
}
