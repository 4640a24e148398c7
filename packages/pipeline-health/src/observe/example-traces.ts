import { writtenAtMs } from './latency-split.ts';
import type { RecordTrace } from './record-trace.ts';
import type { SpanIndex } from './span-index.ts';
import { buildTraceNode, type TraceNode } from './trace-node.ts';

/** Two complete traces to look at. */
export interface ExampleTraces {
  /** The one in the middle by duration; among equally near ones, one whose send span is known. */
  readonly median: TraceNode | undefined;
  readonly slowest: TraceNode | undefined;
}

/** A send span links to 128 records' spans at most, so the trace in the middle may lack it: so many neighbours are tried. */
const neighbours = 50;

/** Picks the examples by the time from made to written. */
export function pickExamples(complete: readonly RecordTrace[], index: SpanIndex): ExampleTraces {
  const durationMs = (trace: RecordTrace): number => writtenAtMs(trace) - trace.made.startMs;
  const sorted = complete.toSorted((a, b) => durationMs(a) - durationMs(b));
  const middle = Math.floor((sorted.length - 1) / 2);
  const near = [...sorted.entries()]
    .slice(Math.max(0, middle - neighbours), middle + neighbours + 1)
    .sort(([a], [b]) => Math.abs(a - middle) - Math.abs(b - middle))
    .map(([, trace]) => trace);
  const median = near.find(({ send }) => send) ?? near.at(0);
  const slowest = sorted.at(-1);
  return {
    median: median && buildTraceNode(median, index),
    slowest: slowest && buildTraceNode(slowest, index),
  };
}
