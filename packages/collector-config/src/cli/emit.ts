import { isKinesisOtelOptionError } from '@kinesis-otel/contract';
import type { Command } from 'commander';
import { writeWhole } from './write-whole.ts';

/** Makes a text and writes it to the file, or to standard output; ends with one line and code 1 for what is wrong. */
export function emit(command: Command, out: string | undefined, make: () => string): void {
  try {
    const text = make();
    if (out === undefined) process.stdout.write(text);
    else writeWhole(out, text);
  } catch (error) {
    const message = messageOf(error, out);
    if (message === undefined) throw error;
    command.showHelpAfterError(false).error(`error: ${message}`);
  }
}

/** What a user can do something about, in one line; undefined for a mistake of ours. */
function messageOf(error: unknown, out: string | undefined): string | undefined {
  if (isKinesisOtelOptionError(error)) return flagged(error.message, error.option);
  if (out === undefined || !isSystemError(error)) return undefined;
  const cure = 'Give a file in a folder that you may write to.';
  return `option \`--out\` is ${JSON.stringify(out)}, which cannot be written (${error.code}). ${cure}`;
}

/** Where the library speaks of an option, the command line has a flag. */
const flags: Readonly<Record<string, string>> = {
  dimensions: '--dimension',
  metrics: '--metric',
  roleArn: '--role',
  logGroup: '--log-group',
  logRetentionDays: '--log-retention-days',
  'sampling.percent': '--sample-percent',
  'sampling.keepErrors': '--keep-errors',
  'sampling.keepSlowerThanMs': '--keep-slower-than-ms',
  exporters: '--exporter',
};

function flagged(message: string, option: string): string {
  return message.replace(/^\w+: /, '').replace(`\`${option}\``, `\`${flags[option] ?? `--${option}`}\``);
}

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error;
}
