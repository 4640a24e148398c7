import type { Random } from './random.ts';

const words: readonly string[] = [
  '"',
  '}',
  '{',
  ',',
  ' ',
  '\\',
  '\0',
  '"sentAt":',
  '"traceparent":"',
  '{"_otel":',
  'OT',
  'otel-end',
  '`\0otel-end',
  '\u008a\u00fe\u00e0\u00ff\u0007',
  'Z*M\u0018',
  '00-',
  '\u00ff',
];

/** A record damaged in one to four places: bytes changed, cut off, left out, doubled, moved, or taken from another. */
export function mutate(random: Random, record: Buffer, another: Buffer): Buffer {
  let damaged: Buffer = Buffer.from(record);
  for (let times = 1 + random.below(4); times > 0; times--) damaged = mutateOnce(random, damaged, another);
  return damaged;
}

/** Most of what matters stands at the head, or at the end. */
function place(random: Random, length: number): number {
  const near = random.below(random.chance(70) ? Math.min(length, 140) : length);
  return random.chance(30) ? length - 1 - near : near;
}

function mutateOnce(random: Random, record: Buffer, another: Buffer): Buffer {
  if (record.length === 0) return random.bytes(40);
  const at = place(random, record.length);
  const [before, after] = [record.subarray(0, at), record.subarray(at)];
  switch (random.below(8)) {
    case 0:
      return Buffer.concat([before, Buffer.from([Number(after[0]) ^ (1 << random.below(8))]), after.subarray(1)]);
    case 1:
      return Buffer.concat([before, Buffer.from([random.below(256)]), after.subarray(1)]);
    case 2:
      return before;
    case 3:
      return Buffer.concat([before, after.subarray(1 + random.below(20))]);
    case 4:
      return Buffer.concat([before, Buffer.from(random.pick(words), 'latin1'), after]);
    case 5:
      return Buffer.concat([before, after.subarray(0, random.below(40)), after]);
    case 6:
      return Buffer.concat([before, another.subarray(random.below(another.length + 1))]);
    default:
      return Buffer.concat([before, random.bytes(30), after]);
  }
}
