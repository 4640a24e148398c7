import type { Carrier } from '@kinesis-otel/contract';
import type { Random } from './random.ts';

const values: readonly string[] = [
  'rojo=00f067aa0ba902b7,congo=t61rcWkgMzE',
  'a="}\\',
  '}',
  '"',
  '\\',
  'x'.repeat(200),
  '~ ,;=',
];
const fieldNames: readonly string[] = ['b3', 'uber-trace-id', 'x-b3-traceid', 'later', 'a"b', '}'];

/** A carrier with any of the members there are, all of which fit. */
export function randomCarrier(random: Random): Carrier {
  const flags = random.below(256).toString(16).padStart(2, '0');
  const carrier = { traceparent: `00-${hex(random, 32)}-${hex(random, 16)}-${flags}`, sentAtMs: time(random) };
  if (random.chance(50)) return carrier;
  const fields = Object.fromEntries(random.list(3, () => [random.pick(fieldNames), value(random)]));
  return {
    ...carrier,
    ...(random.chance(40) ? { createdAtMs: time(random) } : {}),
    ...(random.chance(40) ? { tracestate: value(random) } : {}),
    ...(random.chance(30) ? { baggage: value(random) } : {}),
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
  };
}

function time(random: Random): number {
  if (random.chance(90)) return 1_600_000_000_000 + random.below(2 ** 31);
  return random.chance(50) ? 1 + random.below(1_000) : Number.MAX_SAFE_INTEGER - random.below(1_000);
}

function value(random: Random): string {
  return Array.from({ length: 1 + random.below(2) }, () => random.pick(values)).join('');
}

function hex(random: Random, length: number): string {
  const digits = Array.from({ length: length - 1 }, () => random.below(16).toString(16)).join('');
  return `${digits}${(1 + random.below(15)).toString(16)}`;
}
