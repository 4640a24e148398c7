import type { Outcome } from '../judge/verdict.ts';
import type { Distribution } from '../observe/distribution.ts';
import type { LatencySplit } from '../observe/latency-split.ts';
import { missingTraces } from './missing-traces.ts';
import type { GroundTruth, ReportInput } from './report-input.ts';

/** Three quantiles; null where nothing was measured. */
export interface QuantilesJson {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/** One judged row. */
export interface VerdictJson {
  readonly metric: string;
  readonly verdict: Outcome;
  readonly statistic: string | null;
  readonly value: number | null;
  readonly unit: string;
  readonly target: string;
  readonly reason: string | null;
}

/** The step-by-step way of a record, in milliseconds. */
export interface SplitJson {
  readonly records: number;
  readonly clamped: number;
  readonly madeToArrived: QuantilesJson;
  readonly arrivedToInvoked: QuantilesJson;
  readonly invokedToProcessed: QuantilesJson;
  readonly processedToWritten: QuantilesJson;
  readonly madeToWritten: QuantilesJson;
}

/** The report for programs: numbers with three decimals at most, null where there is no figure. */
export interface ReportJson {
  readonly title: string;
  readonly pipeline: string;
  readonly stream: string;
  readonly recordsSent: number;
  readonly recordsProcessed: number;
  /** Attempts that failed, as telemetry counted them. */
  readonly recordsFailed: number | null;
  readonly recordsFailedByError: Readonly<Record<string, number>>;
  readonly recordsReplayed: number | null;
  readonly recordsLost: number;
  /** Records handed to the on-failure destination; null where nobody counted them. */
  readonly recordsDeadLettered: number | null;
  readonly recordsDuplicated: number;
  /** One trace is expected for each record sent. */
  readonly tracesTotal: number;
  readonly tracesComplete: number;
  readonly tracesMissing: Readonly<Record<string, number>>;
  readonly latencyMs: {
    readonly endToEnd: QuantilesJson;
    readonly recordProcessing: QuantilesJson;
    readonly downstreamWrite: QuantilesJson;
  };
  readonly batchSize: { readonly p50: number | null; readonly max: number | null };
  readonly recordsPerSecond: number | null;
  readonly offeredRatePerSecond: number | 'flat out' | null;
  readonly context: ContextJson;
  readonly splitMs: SplitJson | null;
  readonly verdicts: readonly VerdictJson[];
  readonly notes: readonly string[];
}

/** Records by what became of their trace context. */
export interface ContextJson {
  readonly injected: number | null;
  readonly extracted: number | null;
  readonly skipped: number | null;
  readonly skippedByReason: Readonly<Record<string, number>>;
  readonly missing: number | null;
  readonly invalid: number | null;
}

/** Writes the report as a plain object, ready for `JSON.stringify`. */
export function reportJson(input: ReportInput): ReportJson {
  const { observation, groundTruth } = input;
  const { counts, traces, distributions } = observation;
  const batchSize = distributions.get('BatchSize');
  return {
    title: input.title,
    pipeline: observation.pipeline,
    stream: observation.streamName,
    ...groundTruthJson(groundTruth),
    recordsFailed: counts.recordsFailed?.total ?? null,
    recordsFailedByError: counts.recordsFailed?.by ?? {},
    recordsReplayed: counts.recordsReplayed ?? null,
    tracesTotal: groundTruth.recordsSent,
    tracesComplete: traces.complete,
    tracesMissing: missingTraces(input),
    latencyMs: {
      endToEnd: quantilesJson(distributions.get('EndToEndLatency')),
      recordProcessing: quantilesJson(distributions.get('RecordProcessingLatency')),
      downstreamWrite: quantilesJson(distributions.get('DownstreamWriteLatency')),
    },
    batchSize: { p50: rounded(batchSize?.quantile(0.5)), max: rounded(batchSize?.max) },
    recordsPerSecond: rounded(input.recordsPerSecond),
    offeredRatePerSecond: input.offeredRatePerSecond ?? null,
    context: contextJson(input),
    splitMs: observation.split ? splitJson(observation.split) : null,
    verdicts: verdictsJson(input),
    notes: input.notes,
  };
}

function groundTruthJson({
  recordsSent,
  recordsProcessed,
  recordsLost,
  recordsDuplicated,
  recordsDeadLettered = null,
}: Omit<GroundTruth, 'recordsDeadLettered'> & { readonly recordsDeadLettered?: number | null }) {
  return { recordsSent, recordsProcessed, recordsLost, recordsDuplicated, recordsDeadLettered };
}

function contextJson({ observation }: ReportInput): ContextJson {
  const { contextInjected, contextExtracted, contextSkipped, contextMissing, contextInvalid } = observation.counts;
  return {
    injected: contextInjected ?? null,
    extracted: contextExtracted ?? null,
    skipped: contextSkipped?.total ?? null,
    skippedByReason: contextSkipped?.by ?? {},
    missing: contextMissing ?? null,
    invalid: contextInvalid ?? null,
  };
}

function splitJson(split: LatencySplit): SplitJson {
  return {
    records: split.records,
    clamped: split.clamped,
    madeToArrived: quantilesJson(split.madeToArrived),
    arrivedToInvoked: quantilesJson(split.arrivedToInvoked),
    invokedToProcessed: quantilesJson(split.invokedToProcessed),
    processedToWritten: quantilesJson(split.processedToWritten),
    madeToWritten: quantilesJson(split.madeToWritten),
  };
}

function verdictsJson({ verdicts }: ReportInput): readonly VerdictJson[] {
  return verdicts.map(({ row, outcome, statistic, value, unit, target, reason }) => ({
    metric: row.name,
    verdict: outcome,
    statistic: statistic ?? null,
    value: rounded(value),
    unit,
    target,
    reason: reason ?? null,
  }));
}

function quantilesJson(distribution: Distribution | undefined): QuantilesJson {
  const at = (q: number): number | null => rounded(distribution?.quantile(q));
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

function rounded(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : Math.round(value * 1000) / 1000;
}
