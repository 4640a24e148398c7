import { styleText } from 'node:util';
import { toAscii } from './to-ascii.ts';

/** How a piece of text stands out where colours are shown. Nothing is told by colour alone. */
export type Tone = 'strong' | 'faint' | 'good' | 'bad' | 'doubtful' | 'accent';

/** Text of one tone. */
export interface Piece {
  readonly text: string;
  readonly tone?: Tone;
}

/** One line of the report, without colours and of any length. */
export type Line = readonly Piece[];

/** What the terminal can show. */
export interface DrawOptions {
  /** In columns. */
  readonly width: number;
  readonly colour: boolean;
  /** Only characters that any terminal has; default false. */
  readonly ascii?: boolean;
}

const formats = {
  strong: 'bold',
  faint: 'dim',
  good: 'green',
  bad: 'red',
  doubtful: 'yellow',
  accent: 'cyan',
} as const;

/** A piece of text; without a tone it is plain. */
export function piece(text: string, tone?: Tone): Piece {
  return tone === undefined ? { text } : { text, tone };
}

/** Puts lines into text: cut to the width, in the characters asked for, with colours or without. */
export function renderLines(lines: readonly Line[], options: DrawOptions): string {
  return lines.map((line) => renderLine(line, options)).join('\n');
}

function renderLine(line: Line, { width, colour, ascii = false }: DrawOptions): string {
  const cut = trimEnd(cutTo(line, width));
  return cut
    .map(({ text, tone }) => {
      const shown = ascii ? toAscii(text) : text;
      // A report may be written to a file on purpose: whether there are colours is the caller's to say.
      return colour && tone ? styleText(formats[tone], shown, { validateStream: false }) : shown;
    })
    .join('');
}

function cutTo(line: Line, width: number): Line {
  const length = line.reduce((sum, { text }) => sum + text.length, 0);
  if (length <= width) return line;
  let left = Math.max(0, width - 1);
  const kept = line.map((part) => {
    const text = part.text.slice(0, left);
    left -= text.length;
    return { ...part, text };
  });
  return [...kept.filter(({ text }) => text !== ''), { text: '…' }];
}

function trimEnd(line: Line): Line {
  const last = line.at(-1);
  if (!last) return line;
  const text = last.text.trimEnd();
  return text === '' ? trimEnd(line.slice(0, -1)) : [...line.slice(0, -1), { ...last, text }];
}
