import { statSync } from 'node:fs';
import { checkText, checkWholeNumber, KinesisOtelOptionError, rejectUnknownOptions } from '@kinesis-otel/contract';

/** What Lambda is told of a function. */
export interface FunctionOptions {
  readonly name: string;
  /** The folder the function's code is in. */
  readonly taskRoot: string;
  /** `<file without ending>.<export>`. */
  readonly handler: string;
  /** 128 to 10,240. Sets the heap's limit, as in Lambda; nothing limits the rest. */
  readonly memorySizeMb: number;
  /** 1 to 900,000. */
  readonly timeoutMs: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** Sandboxes at most, 1 to 1,000; an invocation beyond waits. Default 10. */
  readonly maxConcurrency?: number;
  /** Every line the function writes. Default: nobody reads them. */
  readonly onLog?: (line: string) => void;
}

const known = ['name', 'taskRoot', 'handler', 'memorySizeMb', 'timeoutMs', 'environment', 'maxConcurrency', 'onLog'];

/** Throws for the first option that is wrong, with the value and the cure. */
export function checkFunctionOptions(options: FunctionOptions): void {
  rejectUnknownOptions(options, known);
  for (const option of ['name', 'taskRoot', 'handler', 'memorySizeMb', 'timeoutMs'] as const) {
    if (options[option] === undefined) throw wrong(option, undefined, 'It has no default: give one.');
  }
  checkText('name', options.name);
  checkWholeNumber('memorySizeMb', options.memorySizeMb, 128, 10_240);
  checkWholeNumber('timeoutMs', options.timeoutMs, 1, 900_000);
  checkWholeNumber('maxConcurrency', options.maxConcurrency, 1, 1000);
  if (!/^[^.]+(\/[^.]+)*\.[^./]+$/.test(options.handler)) {
    throw wrong('handler', options.handler, 'Give `<file without ending>.<export>`, such as `consumer.handler`.');
  }
  if (!statSync(options.taskRoot, { throwIfNoEntry: false })?.isDirectory()) {
    throw wrong('taskRoot', options.taskRoot, "Give the folder that holds the function's code.");
  }
  if (options.onLog !== undefined && typeof options.onLog !== 'function') {
    throw wrong('onLog', options.onLog, 'Give a function that takes a line, or leave it out.');
  }
}

function wrong(option: string, received: unknown, cure: string): KinesisOtelOptionError {
  return new KinesisOtelOptionError('INVALID_OPTION', option, received, cure);
}
