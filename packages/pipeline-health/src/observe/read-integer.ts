import type { OtlpInteger } from './otlp-json.ts';

/** A 64-bit count as a number; 0 when absent, which is protobuf's default. */
export function readInteger(value: OtlpInteger | undefined): number {
  return value === undefined ? 0 : Number(value);
}

/** Unix nanoseconds as milliseconds with their fraction; exact to about a quarter of a microsecond. */
export function nanosToMs(nanos: OtlpInteger | undefined): number {
  if (nanos === undefined) return 0;
  if (typeof nanos === 'number') return nanos / 1e6;
  const whole = BigInt(nanos);
  return Number(whole / 1_000_000n) + Number(whole % 1_000_000n) / 1e6;
}
