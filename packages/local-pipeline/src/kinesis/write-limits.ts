import { checkWholeNumber, rejectUnknownOptions } from '@kinesis-otel/contract';

/** What one open shard takes in a second. */
export interface WriteLimits {
  /** 1 to 1,000,000; default 1,000, as the service has it. */
  readonly recordsPerSecond?: number;
  /** 1 to 1,073,741,824; default 1 MiB, as the service has it. */
  readonly bytesPerSecond?: number;
}

/** https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html */
export const serviceWriteLimits: Required<WriteLimits> = { recordsPerSecond: 1_000, bytesPerSecond: 1_048_576 };

/** Throws for the first limit that is wrong, with the value and the cure. */
export function checkWriteLimits(limits: WriteLimits): void {
  rejectUnknownOptions(limits, ['recordsPerSecond', 'bytesPerSecond']);
  checkWholeNumber('recordsPerSecond', limits.recordsPerSecond, 1, 1_000_000);
  checkWholeNumber('bytesPerSecond', limits.bytesPerSecond, 1, 1_073_741_824);
}
