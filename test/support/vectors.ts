import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Carrier } from '@kinesis-otel/contract';

/** A carrier as it stands in a record. */
export type WireCarrier = Readonly<Record<string, string | number>>;

/** A payload, what it carries, and the record the two make; payloads and records are base64 text. */
export interface Vector {
  readonly name: string;
  readonly payload: string;
  readonly carrier: WireCarrier;
  readonly stamped: string;
}

/** The same for an envelope, which has the keys that the record is put with. */
export interface EnvelopeVector extends Vector {
  readonly partitionKey: string;
  readonly explicitHashKey: string | undefined;
}

/** A record that a reader is to understand and our writer would not write; one carrier, or null, for each place. */
export interface ReadOnlyVector {
  readonly name: string;
  readonly payload: string;
  readonly carriers: readonly (WireCarrier | null)[];
  readonly stamped: string;
}

/** A record that is to stay as it is. */
export interface NegativeVector {
  readonly name: string;
  readonly record: string;
  readonly outcome: 'missing' | 'invalid';
}

const folder = join(import.meta.dirname, '../../docs/vectors');

/** Reads one file of vectors of the specification. */
export function readVectors<Each>(file: string): readonly Each[] {
  return JSON.parse(readFileSync(join(folder, `${file}.json`), 'utf8'));
}

/** The same carrier as this project's code has it. */
export function carrierOf({ traceparent, sentAt, createdAt, tracestate, baggage, ...fields }: WireCarrier): Carrier {
  return {
    traceparent: String(traceparent),
    sentAtMs: Number(sentAt),
    ...(createdAt === undefined ? {} : { createdAtMs: Number(createdAt) }),
    ...(tracestate === undefined ? {} : { tracestate: String(tracestate) }),
    ...(baggage === undefined ? {} : { baggage: String(baggage) }),
    ...(Object.keys(fields).length === 0 ? {} : { fields: fields as Record<string, string> }),
  };
}
