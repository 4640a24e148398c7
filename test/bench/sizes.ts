/** A size of payload, and how many different ones are measured: together not more than a few megabytes. */
export interface Size {
  readonly name: string;
  readonly bytes: number;
  readonly payloads: number;
}

/** Room below Kinesis' usual record limit for the largest context that is compared, and for a partition key. */
const contextBytes = 1_024;

export const sizes: readonly Size[] = [
  { name: '200B', bytes: 200, payloads: 500 },
  { name: '1KiB', bytes: 1_024, payloads: 500 },
  { name: '10KiB', bytes: 10_240, payloads: 500 },
  { name: '40KB', bytes: 40_000, payloads: 100 },
  { name: '100KiB', bytes: 102_400, payloads: 50 },
  { name: '1MiB', bytes: 1_048_576 - contextBytes, payloads: 5 },
];
