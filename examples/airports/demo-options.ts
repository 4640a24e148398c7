import { closeSync, openSync, statSync, unlinkSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { UsageError } from './usage-error.ts';

/** What the demo was asked for. */
export interface DemoOptions {
  readonly records: number;
  readonly shards: number;
  /** Records a second; 0 is flat out, undefined lets the warm-up decide. */
  readonly rate: number | undefined;
  /** The share of attempts that are rejected, 0 to 1. */
  readonly failRate: number;
  /** Records that always fail; after 2 retries they go to the on-failure queue. */
  readonly poison: number;
  /** The stream takes less than what is offered. */
  readonly isThrottled: boolean;
  /** Puts are delayed, failed and cut off, and consumers killed in the middle of their work. */
  readonly isChaotic: boolean;
  readonly jsonFile: string | undefined;
  readonly htmlFile: string | undefined;
  /** An OTLP/HTTP endpoint that gets all telemetry too. */
  readonly otlp: string | undefined;
  readonly isKept: boolean;
  readonly ports: { readonly kinesis?: number; readonly dynamodb?: number; readonly otlp?: number };
}

export const usage = `Streams every airport of the world through Kinesis, Lambda and DynamoDB on this machine, traced end to end.

  --records N        how many records (default 10000)
  --shards N         how many shards (default 4)
  --rate N           records a second; 0 is flat out (default: 70 % of what a warm-up shows the sink can take)
  --fail-rate P      share of attempts the consumer rejects, 0 to 0.5; they succeed later (default 0)
  --poison N         records that always fail: 2 retries, then the on-failure queue (default 0)
  --throttle         the stream takes 70 % of what is offered
  --chaos            puts are delayed, failed and cut off, and consumers killed in the middle of their work
  --json FILE        write the figures to FILE
  --html FILE        write the report as a page to FILE
  --otlp URL         send all telemetry to a collector or Jaeger too, such as http://localhost:4318
  --keep             leave everything running at the end, until Ctrl-C
  --kinesis-port N, --dynamodb-port N, --otlp-port N
                     fixed ports (default: free ones)
  --help`;

const flags = {
  records: { type: 'string' },
  shards: { type: 'string' },
  rate: { type: 'string' },
  'fail-rate': { type: 'string' },
  poison: { type: 'string' },
  throttle: { type: 'boolean' },
  chaos: { type: 'boolean' },
  json: { type: 'string' },
  html: { type: 'string' },
  otlp: { type: 'string' },
  keep: { type: 'boolean' },
  'kinesis-port': { type: 'string' },
  'dynamodb-port': { type: 'string' },
  'otlp-port': { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** Reads the command line; undefined asks for the usage. @throws UsageError */
export function readDemoOptions(args: readonly string[]): DemoOptions | undefined {
  const values = parse(args);
  if (values.help) return undefined;
  const records = wholeNumber('--records', values.records ?? '10000', 1, 1_000_000);
  return {
    records,
    shards: wholeNumber('--shards', values.shards ?? '4', 1, 50),
    rate: values.rate === undefined ? undefined : wholeNumber('--rate', values.rate, 0, 100_000),
    failRate: share('--fail-rate', values['fail-rate'] ?? '0', 0.5),
    poison: wholeNumber('--poison', values.poison ?? '0', 0, records),
    isThrottled: values.throttle === true,
    isChaotic: values.chaos === true,
    jsonFile: values.json === undefined ? undefined : writableFile('--json', values.json),
    htmlFile: values.html === undefined ? undefined : writableFile('--html', values.html),
    otlp: values.otlp === undefined ? undefined : httpUrl('--otlp', values.otlp),
    isKept: values.keep === true,
    ports: {
      ...port('kinesis', values['kinesis-port']),
      ...port('dynamodb', values['dynamodb-port']),
      ...port('otlp', values['otlp-port']),
    },
  };
}

function parse(args: readonly string[]): ReturnType<typeof parseArgs<{ options: typeof flags }>>['values'] {
  try {
    return parseArgs({ args: joinNegativeNumbers(args), options: flags, strict: true }).values;
  } catch (error) {
    const [problem = ''] = (error as Error).message.split(/\. |\n/);
    const known = Object.keys(flags).map((name) => `--${name}`);
    throw new UsageError(`${problem}. Known flags: ${known.join(' ')}`);
  }
}

/** `--records -5` means a number that is wrong, not a flag called `-5`. */
function joinNegativeNumbers(args: readonly string[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const last = joined.at(-1);
    if (/^-\d/.test(arg) && last?.startsWith('--') && !last.includes('=')) joined[joined.length - 1] = `${last}=${arg}`;
    else joined.push(arg);
  }
  return joined;
}

function wholeNumber(flag: string, text: string, from: number, to: number): number {
  const value = Number(text);
  if (/^-?\d+$/.test(text) && value >= from && value <= to) return value;
  throw new UsageError(`${flag} is ${JSON.stringify(text)}. Give a whole number from ${from} to ${to}.`);
}

function share(flag: string, text: string, to: number): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value <= to) return value;
  throw new UsageError(`${flag} is ${JSON.stringify(text)}. Give a number from 0 to ${to}.`);
}

function port<Name extends string>(name: Name, text: string | undefined): { readonly [Key in Name]?: number } {
  if (text === undefined) return {};
  return { [name]: wholeNumber(`--${name}-port`, text, 1, 65_535) } as { readonly [Key in Name]: number };
}

function httpUrl(flag: string, text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new UsageError(`${flag} is ${JSON.stringify(text)}. Give an http or https URL, such as http://localhost:4318.`);
}

/** Finds out before the run, not after it. */
function writableFile(flag: string, path: string): string {
  try {
    closeSync(openSync(path, 'a'));
    if (statSync(path).size === 0) unlinkSync(path);
    return path;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${flag} ${path} cannot be written (${code}). Give a file in a folder you may write to.`);
  }
}
