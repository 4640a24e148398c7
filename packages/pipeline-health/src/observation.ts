import type { Distribution } from './observe/distribution.ts';
import type { LatencySplit } from './observe/latency-split.ts';
import type { Counts } from './observe/read-counts.ts';
import type { TimeWindow } from './observe/time-window.ts';
import type { TraceNode } from './observe/trace-node.ts';

/** How far the records of a run can be followed. */
export interface TraceSummary {
  /** Distinct records with a span on the consumer's side. */
  readonly recordsSeen: number;
  /** Records to be followed from the span that made or sent them to a write they caused. */
  readonly complete: number;
  /** The others, by the first part that is missing. */
  readonly missing: Readonly<Record<string, number>>;
  readonly median: TraceNode | undefined;
  readonly slowest: TraceNode | undefined;
}

/** All that telemetry tells of one pipeline over one window of time, whatever it was read from. */
export interface Observation {
  readonly pipeline: string;
  readonly streamName: string;
  readonly counts: Counts;
  /** Each counter's sum over all its attributes, by metric name. */
  readonly totals: ReadonlyMap<string, number>;
  /** Histograms by metric name, over all their attributes, in the metric's unit. */
  readonly distributions: ReadonlyMap<string, Distribution>;
  /** Metrics that say of themselves that they estimate what they measure: memory, where only one process can be seen. */
  readonly estimates: ReadonlySet<string>;
  readonly split: LatencySplit | undefined;
  readonly traces: TraceSummary;
  readonly window: TimeWindow | undefined;
}
