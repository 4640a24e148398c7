import type { Span } from './read-spans.ts';
import type { RecordTrace } from './record-trace.ts';
import { isOfStream } from './stream-span.ts';

/** The time a run took, in milliseconds since the epoch. */
export interface TimeWindow {
  readonly firstMs: number;
  readonly lastMs: number;
}

/** From the first span of the stream's to the last; undefined without spans. */
export function readWindow(
  spans: readonly Span[],
  complete: readonly RecordTrace[],
  streamName: string,
): TimeWindow | undefined {
  const ofStream = spans.filter((span) => isOfStream(span, streamName));
  const connected = complete.flatMap(({ made, writes }) => [made, ...writes]);
  const all = [...ofStream, ...connected];
  if (all.length === 0) return undefined;
  return {
    firstMs: all.reduce((first, { startMs }) => Math.min(first, startMs), Number.POSITIVE_INFINITY),
    lastMs: all.reduce((last, { endMs }) => Math.max(last, endMs), Number.NEGATIVE_INFINITY),
  };
}
