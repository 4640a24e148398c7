const names = ['Zoë Müller', 'José García', 'Anne Smith', 'Søren Bjørk', 'Renée Crème', 'Ana João', 'Piet de Vries'];
const titles = [
  'Kaffee, gemahlen',
  'Crème brûlée',
  'Notebook, lined',
  'Jalapeño',
  'Smørrebrød',
  'USB-C cable',
  'T-Shirt',
];

/**
 * A JSON object of a shop's order, in UTF-8, of exactly so many bytes, 90 at least: as many lines and members as fit.
 * No two numbers give the same one.
 *
 * The text beyond ASCII is such that a decoder which drops each byte's highest bit still gives JSON: dd-trace's does.
 */
export function makePayload(number: number, bytes: number): Buffer {
  let members = '';
  const name = `,"name":"${names[number % names.length]}"`;
  const write = (fill: string): string => `{"orderId":"o-${number}${fill}"${members}${name}}`;
  const roomBytes = (): number => bytes - Buffer.byteLength(write(''));
  const lines = makeLines(number, roomBytes() - ',"lines":[]'.length);
  if (lines !== '') members += `,"lines":[${lines}]`;
  for (const member of smallMembers(number)) if (Buffer.byteLength(member) <= roomBytes()) members += member;
  return Buffer.from(write('-'.repeat(roomBytes())));
}

/** They fill what the lines leave. */
function smallMembers(number: number): readonly string[] {
  return [
    `,"at":${1_732_287_000_000 + number}`,
    `,"gift":${number % 3 === 0}`,
    ',"city":"Köln"',
    ',"note":null',
    `,"vat":${number % 20}`,
    ',"v":2',
  ];
}

function makeLines(number: number, roomBytes: number): string {
  const lines: string[] = [];
  let left = roomBytes;
  for (;;) {
    const line = makeLine(number * 31, lines.length);
    left -= Buffer.byteLength(line) + 1;
    if (left < 0) return lines.join(',');
    lines.push(line);
  }
}

/** The first are short, so that a small payload has some too. */
function makeLine(number: number, index: number): string {
  const each = number + index;
  const line = { sku: `s-${each % 997}`, qty: 1 + (each % 4), eur: ((each * 37) % 5_000) / 100 };
  if (index < 4) return JSON.stringify(line);
  return JSON.stringify({ ...line, title: titles[each % titles.length], tags: ['shop', each % 40], size: null });
}
