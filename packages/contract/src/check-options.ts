import { KinesisOtelOptionError } from './option-error.ts';

/** Throws for an option that does not exist, with the nearest one that does. */
export function rejectUnknownOptions(options: object, known: readonly string[]): void {
  for (const [name, value] of Object.entries(options)) {
    if (known.includes(name)) continue;
    const nearest = [...known].sort((left, right) => distance(name, left) - distance(name, right))[0];
    throw new KinesisOtelOptionError(
      'UNKNOWN_OPTION',
      name,
      value,
      `Did you mean \`${nearest}\`? Known options: ${known.join(', ')}.`,
    );
  }
}

/** Throws unless the option is absent or text with something in it. */
export function checkText(option: string, value: unknown): void {
  if (value === undefined || (typeof value === 'string' && value.trim() !== '')) return;
  throw new KinesisOtelOptionError(
    'INVALID_OPTION',
    option,
    value,
    'Give a string that is not blank, or leave it out.',
  );
}

/** Throws unless the option is absent or a whole number in the span given. */
export function checkWholeNumber(option: string, value: unknown, from: number, to: number): void {
  if (value === undefined || (Number.isInteger(value) && Number(value) >= from && Number(value) <= to)) return;
  throw new KinesisOtelOptionError(
    'INVALID_OPTION',
    option,
    value,
    `Give a whole number from ${from} to ${to}, or leave it out.`,
  );
}

/** Throws unless the option is absent or one of the values given. */
export function checkOneOf(option: string, value: unknown, allowed: readonly unknown[]): void {
  if (value === undefined || allowed.includes(value)) return;
  const list = allowed.map((each) => JSON.stringify(each)).join(', ');
  throw new KinesisOtelOptionError('INVALID_OPTION', option, value, `Give one of ${list}, or leave it out.`);
}

/** Throws unless the option is absent or an object that has the method given. */
export function checkHasMethod(option: string, value: unknown, method: string): void {
  if (value === undefined) return;
  const candidate = value as Record<string, unknown> | null;
  if (typeof candidate === 'object' && candidate !== null && typeof candidate[method] === 'function') return;
  throw new KinesisOtelOptionError(
    'INVALID_OPTION',
    option,
    value,
    `Give an object with a \`${method}\` method, or leave it out.`,
  );
}

/** Throws unless the option is absent or a list of strings that are not blank. */
export function checkTexts(option: string, value: unknown): void {
  if (value === undefined) return;
  if (Array.isArray(value) && value.every((each) => typeof each === 'string' && each.trim() !== '')) return;
  throw new KinesisOtelOptionError(
    'INVALID_OPTION',
    option,
    value,
    'Give a list of strings that are not blank, or leave it out.',
  );
}

/** Edits of one letter that turn one word into the other (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let at = 0; at < from.length; at++) {
    const next = [at + 1];
    for (let column = 0; column < to.length; column++) {
      const swap = (row[column] ?? 0) + (from[at] === to[column] ? 0 : 1);
      next.push(Math.min(swap, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
