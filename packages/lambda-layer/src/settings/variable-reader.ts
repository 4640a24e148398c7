import type { Variables } from '@kinesis-otel/contract';

/** Reads environment variables; a wrong value is noted, and the default used. */
export interface VariableReader {
  /** Undefined where the variable is absent or blank. */
  readonly text: (name: string) => string | undefined;
  /** A whole number in the span given. */
  readonly number: <Fallback>(name: string, fallback: Fallback, from: number, to: number) => number | Fallback;
  /** One of the words given, whatever their case. */
  readonly oneOf: <Word extends string, Fallback>(
    name: string,
    words: readonly Word[],
    fallback: Fallback,
  ) => Word | Fallback;
  /** Texts between commas, without blanks. */
  readonly list: (name: string) => readonly string[];
  /** Notes that a value is wrong and what is done instead. */
  readonly reject: (name: string, cure: string) => void;
  /** Notes anything else that is to be said at start; no variable's value may be in it that can be a secret. */
  readonly note: (line: string) => void;
  /** Every name that was asked for. */
  readonly known: ReadonlySet<string>;
  /** What was wrong, a line each, in the order it was found. */
  readonly problems: readonly string[];
}

/** Makes a reader of the variables given. */
export function createVariableReader(variables: Variables): VariableReader {
  const known = new Set<string>();
  const problems: string[] = [];
  const text = (name: string): string | undefined => {
    known.add(name);
    return variables[name]?.trim() || undefined;
  };
  // A variable that both signals share is read for each.
  const note = (line: string): void => {
    if (!problems.includes(line)) problems.push(line);
  };
  const reject = (name: string, cure: string): void => note(`${name}=${JSON.stringify(variables[name])}: ${cure}`);
  return {
    text,
    reject,
    note,
    known,
    problems,
    number(name, fallback, from, to) {
      const value = text(name);
      if (value === undefined) return fallback;
      if (/^\d+$/.test(value) && Number(value) >= from && Number(value) <= to) return Number(value);
      reject(name, `give a whole number from ${from} to ${to}. ${usesDefault(fallback)}`);
      return fallback;
    },
    oneOf(name, words, fallback) {
      const value = text(name)?.toLowerCase();
      if (value === undefined) return fallback;
      const found = words.find((word) => word === value);
      if (found === undefined) reject(name, `give one of ${words.join(', ')}. ${usesDefault(fallback)}`);
      return found ?? fallback;
    },
    list: (name) => (text(name)?.split(',') ?? []).map((each) => each.trim()).filter((each) => each !== ''),
  };
}

function usesDefault(fallback: unknown): string {
  return fallback === undefined ? 'The default is used.' : `The default is used: ${fallback}.`;
}
