import type { CounterSeries, PipelineMetrics } from './read-metrics.ts';

/** A count and what it is made of, by the value of one attribute. */
export interface Tally {
  readonly total: number;
  readonly by: Readonly<Record<string, number>>;
}

/** What the counters say. A counter that was never reported is undefined, which is not 0. */
export interface Counts {
  /** Attempts that succeeded. */
  readonly recordsProcessed: number | undefined;
  /** Attempts that failed, by `error.type`. */
  readonly recordsFailed: Tally | undefined;
  readonly recordsReplayed: number | undefined;
  readonly putSuccess: number | undefined;
  readonly putFailure: number | undefined;
  readonly putThrottled: number | undefined;
  readonly writeSuccess: number | undefined;
  readonly writeFailure: number | undefined;
  readonly contextInjected: number | undefined;
  /** Records sent as they were, by reason. */
  readonly contextSkipped: Tally | undefined;
  readonly contextExtracted: number | undefined;
  readonly contextMissing: number | undefined;
  readonly contextInvalid: number | undefined;
  /** Latencies that came out negative and were recorded as 0. */
  readonly clockSkewClamped: number | undefined;
}

/** Reads the counts out of the counters. */
export function readCounts({ counters }: PipelineMetrics): Counts {
  const total = (name: string): number | undefined => sumOf(counters.get(name));
  const withOutcome = (name: string, outcome: string): readonly CounterSeries[] | undefined =>
    counters.get(name)?.filter(({ attributes }) => attributes.get('outcome') === outcome);
  const injection = (outcome: string) => withOutcome('TraceContextInjection', outcome);
  const extraction = (outcome: string) => withOutcome('TraceContextExtraction', outcome);
  return {
    recordsProcessed: total('RecordProcessingSuccess'),
    recordsFailed: tally(counters.get('RecordProcessingFailure'), 'error.type'),
    recordsReplayed: total('RecordsReplayed'),
    putSuccess: total('PutRecordSuccess'),
    putFailure: total('PutRecordFailure'),
    putThrottled: total('PutRecordThrottled'),
    writeSuccess: total('DownstreamWriteSuccess'),
    writeFailure: total('DownstreamWriteFailure'),
    contextInjected: sumOf(injection('injected')),
    contextSkipped: tally(injection('skipped'), 'reason'),
    contextExtracted: sumOf(extraction('extracted')),
    contextMissing: sumOf(extraction('missing')),
    contextInvalid: sumOf(extraction('invalid')),
    clockSkewClamped: total('ClockSkewClamped'),
  };
}

/** The sum of a counter over all its attributes. */
export function sumOf(series: readonly CounterSeries[] | undefined): number | undefined {
  return series?.reduce((sum, { value }) => sum + value, 0);
}

function tally(series: readonly CounterSeries[] | undefined, attribute: string): Tally | undefined {
  const total = sumOf(series);
  if (series === undefined || total === undefined) return undefined;
  const by: Record<string, number> = {};
  for (const { attributes, value } of series) {
    const key = String(attributes.get(attribute) ?? 'unspecified');
    if (value > 0) by[key] = (by[key] ?? 0) + value;
  }
  return { total, by };
}
