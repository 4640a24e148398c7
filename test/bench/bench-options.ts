import { parseArgs } from 'node:util';

/** The benchmarks, as the command line names them. */
export const benchNames = ['inject', 'extract', 'kpl', 'put-records', 'consume', 'flush', 'cold-start'] as const;
export type BenchName = (typeof benchNames)[number];

/** What `pnpm bench` was asked for. */
export interface BenchOptions {
  readonly bench: BenchName;
  /** Ends with one line of JSON. */
  readonly isJson: boolean;
  /** A target that is missed makes the exit code 1. */
  readonly isChecked: boolean;
  /** Very short rounds and nothing to compare with: tells that the benchmark runs, not how fast anything is. */
  readonly isSmoke: boolean;
}

export const usage: string = `Measures one part against the usual way of doing it, in one run, and tells whether each target is met.

  pnpm bench ${benchNames.join(' | ')}

  --json    end with one line, a JSON document
  --check   exit with 1 where a target is missed
  --smoke   very short rounds, and nothing installed to compare with
  --help`;

const flags = {
  json: { type: 'boolean' },
  check: { type: 'boolean' },
  smoke: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

/** Reads the command line; a text says what is wrong with it, or is the usage where that was asked for. */
export function readBenchOptions(args: readonly string[]): BenchOptions | { readonly problem: string } | 'help' {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: flags, allowPositionals: true });
    if (values.help) return 'help';
    const bench = benchNames.find((name) => name === positionals[0]);
    if (bench === undefined || positionals.length > 1)
      return { problem: `Name one benchmark: ${benchNames.join(', ')}.` };
    return {
      bench,
      isJson: values.json === true,
      isChecked: values.check === true,
      isSmoke: values.smoke === true,
    };
  } catch (error) {
    const [problem = ''] = (error as Error).message.split(/\. |\n/);
    return {
      problem: `${problem}. Known flags: ${Object.keys(flags)
        .map((name) => `--${name}`)
        .join(' ')}`,
    };
  }
}
