const brand = Symbol.for('kinesis-otel option error');

/** What was wrong with an option. */
export type OptionErrorCode = 'UNKNOWN_OPTION' | 'INVALID_OPTION';

/** Thrown while something is being set up, and never after: names the option, the value received and the cure. */
export class KinesisOtelOptionError extends Error {
  override readonly name = 'KinesisOtelOptionError';
  readonly code: OptionErrorCode;
  /** The option's name, as the caller wrote it. */
  readonly option: string;
  /** The value the caller gave. */
  readonly received: unknown;

  constructor(code: OptionErrorCode, option: string, received: unknown, cure: string) {
    super(`${code}: option \`${option}\` is ${describe(received)}. ${cure}`);
    this.code = code;
    this.option = option;
    this.received = received;
    Object.defineProperty(this, brand, { value: true });
  }
}

/** True for an option error of any copy of this library in the process. */
export function isKinesisOtelOptionError(value: unknown): value is KinesisOtelOptionError {
  return typeof value === 'object' && value !== null && (value as { [brand]?: unknown })[brand] === true;
}

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'an array' : 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}
