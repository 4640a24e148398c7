import { KinesisOtelOptionError } from '@kinesis-otel/contract';

/** Who is told of batches that are given up: a queue, a topic or a bucket of the pipeline, by name. */
export type OnFailure = { readonly queue: string } | { readonly topic: string } | { readonly bucket: string };

/** Throws unless the option is absent or names one destination. */
export function checkOnFailure(option: string, value: unknown): void {
  if (value === undefined) return;
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  const [kind, name] = entries[0] ?? [];
  const isKnown = kind === 'queue' || kind === 'topic' || kind === 'bucket';
  if (entries.length === 1 && isKnown && typeof name === 'string') return;
  const cure = 'Give one of { queue }, { topic } and { bucket }, with a name, or leave it out.';
  throw new KinesisOtelOptionError('INVALID_OPTION', option, value, cure);
}
