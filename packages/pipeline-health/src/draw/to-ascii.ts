/** One character for one, so that columns stay where they are. */
const replacements: Readonly<Record<string, string>> = {
  '─': '-',
  '│': '|',
  '├': '|',
  '└': '`',
  '╌': '.',
  '█': '#',
  '▌': '#',
  '░': '.',
  '→': '>',
  '…': '~',
  '✓': '+',
  '✗': 'x',
  '·': '.',
  '–': '-',
  '—': '-',
  '−': '-',
  '×': 'x',
  '≤': '<',
  '≥': '>',
  '\u00a0': ' ',
  '\u202f': ' ',
};

/** The same text in ASCII, of the same length; a character without a likeness becomes a question mark. */
export function toAscii(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (character) => replacements[character] ?? '?');
}
