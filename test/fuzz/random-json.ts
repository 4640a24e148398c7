import type { Random } from './random.ts';

const scripts: readonly string[] = [
  ...[
    'a',
    '0',
    ' ',
    '_',
    'é',
    'ß',
    'Ω',
    'Я',
    '中',
    '日',
    '한',
    '€',
    '\u2028',
    '😀',
    '𠜎',
    '\u{10fffd}',
    '\ufeff',
    '\u{e0001}',
  ],
  ...[
    '\\"',
    '\\\\',
    '\\n',
    '\\u00e9',
    '\\ud83d\\ude00',
    '\\ud800',
    '}',
    '{',
    '},',
    '":',
    '"_otel":{"traceparent":"'.replaceAll('"', '\\"'),
  ],
];

const scalars: readonly string[] = [
  ...[
    'null',
    'true',
    'false',
    '0',
    '-0',
    '1.0',
    '1e3',
    '1E+400',
    '0.1000',
    '12345678901234567890',
    '-9007199254740993',
  ],
  ...['""', '[]', '{}', '{"_otel":{}}', '"_otel"', '{"traceparent":"00-x","sentAt":1}'],
];

const names: readonly string[] = ['a', 'a', 'id', '_otel', 'traceparent', 'sentAt', ''];

/** Text of a JSON object, at times with what follows it in NDJSON, as UTF-8 with or without a byte order mark. */
export function randomJson(random: Random): Buffer {
  const mark = random.chance(10) ? '\ufeff' : '';
  const more = random.chance(10) ? `\n${object(random, 1)}` : '';
  const text = mark + space(random, 66) + object(random, 0) + more + space(random, 66);
  const bytes = Buffer.from(text);
  if (random.chance(5) && bytes.length > 2) bytes[1 + random.below(bytes.length - 1)] = 0x80 + random.below(128);
  return bytes;
}

function object(random: Random, depth: number): string {
  const members = random.list(depth === 0 ? 6 : 3, () => {
    const name = random.chance(60) ? random.pick(names) : text(random, 4);
    return `${space(random, 3)}"${name}"${space(random, 2)}:${space(random, 2)}${value(random, depth + 1)}`;
  });
  return `{${space(random, 66)}${members.join(`${space(random, 2)},`)}${space(random, 3)}}`;
}

function value(random: Random, depth: number): string {
  if (depth < 4 && random.chance(15)) return object(random, depth);
  if (depth < 4 && random.chance(10)) return `[${random.list(3, () => value(random, depth + 1)).join(',')}]`;
  return random.chance(50) ? random.pick(scalars) : `"${text(random, 12)}"`;
}

function text(random: Random, maxLength: number): string {
  return random.list(maxLength, () => random.pick(scripts)).join('');
}

/** Mostly none, at times up to as much as is looked over, and more. */
function space(random: Random, maxLength: number): string {
  if (random.chance(70)) return '';
  const length = random.chance(80) ? random.below(4) : random.below(maxLength + 1);
  return Array.from({ length }, () => random.pick([' ', '\n', '\r', '\t'])).join('');
}
