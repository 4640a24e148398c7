/** Where a row stands in "Kinesis + Lambda Pipeline Performance Metrics"; `own` marks the rows that document does not have. */
type Section = "2.1" | "2.2" | "2.3" | "2.4" | "2.5" | "own";
/** A UCUM unit, as OTLP carries it. `1` is a ratio between 0 and 1. */
type Unit = "ms" | "s" | "h" | "By" | "GBy.s" | "%" | "1" | "{record}" | "{record}/s" | "{message}" | "{invocation}" | "{execution}" | "{request}" | "{error}" | "{event}" | "{unit}" | "{batch}" | "{point}" | "{span}" | "{link}" | "{flush}";
/** What is recorded: values, an ever-growing count, a level, or a figure worked out of other rows. */
type Kind = "histogram" | "counter" | "gauge" | "derived";
/** Who gives the figure. A row may have several: ours where our SDK runs, AWS's where it does not. */
type Source = {
  readonly from: "producer-sdk" | "consumer-sdk";
} | {
  readonly from: "cloudwatch";
  readonly namespace: string;
  readonly metric: string;
  /**
   * Given where AWS documents only some statistics. A percentile target then passes when the maximum passes, and
   * is otherwise unknown.
   */
  readonly statistics?: readonly Statistic[];
} | {
  readonly from: "report";
  readonly formula: string;
} | {
  readonly from: "load-test";
  readonly metric: string;
};
/** A statistic of the figure over the window looked at. A `ratio` is between 0 and 1; a `rate` is per second. */
type Statistic = "p50" | "p95" | "p99" | "average" | "maximum" | "minimum" | "sum" | "ratio" | "rate";
/** A limit that only the deployment knows. */
type Setting = "stream capacity" | "function timeout" | "concurrency limit" | "allocated memory" | "requested load" | "retention";
/** The number a figure is held against: itself, a span of numbers, or a share of a setting. */
type Limit = {
  readonly value: number;
} | {
  readonly from: number;
  readonly to: number;
} | {
  readonly percent: number;
  readonly of: Setting;
};
/** One statistic held against one number. */
interface LimitJudgement {
  readonly by: "limit";
  readonly statistic: Statistic;
  /** For a `ratio` of counters: the rows whose sum this row is divided by. Absent where the row is a ratio itself. */
  readonly outOf?: readonly string[];
  readonly must: "be below" | "be above" | "be at most" | "be at least" | "equal" | "be within";
  readonly limit: Limit;
}
/**
 * How the report judges the row.
 *
 * - `limit`: one statistic against one number.
 * - `limits`: several, all of which must hold.
 * - `preceding-window`: baselines and trends, compared with the equal window before and told as information.
 * - `match`: compared with another row and told as information.
 * - `none`: shown, never judged.
 */
type Judgement = LimitJudgement | {
  readonly by: "limits";
  readonly all: readonly LimitJudgement[];
} | {
  readonly by: "preceding-window";
} | {
  readonly by: "match";
  readonly row: string;
} | {
  readonly by: "none";
};
/** When CloudWatch calls somebody. */
interface Alarm {
  readonly statistic: Statistic;
  /** For a `ratio` of counters: the rows whose sum this row is divided by. */
  readonly outOf?: readonly string[];
  readonly above: Limit;
  readonly unit: Unit;
}
/** One row of the metric catalogue. Instruments, config, dashboard, alarms, report and documentation are all made from it. */
interface Metric {
  /** The name the document gives it; for our own instruments, also their OTLP and CloudWatch name. */
  readonly name: string;
  readonly section: Section;
  /** One sentence: from what to what, of what. */
  readonly description: string;
  readonly unit: Unit;
  readonly kind: Kind;
  readonly sources: readonly Source[];
  /** The target in the document's words, for people; what the report applies is `judgement`. */
  readonly target: string;
  readonly judgement: Judgement;
  readonly alarm?: Alarm;
  /** True for the rows the document says to look at first. */
  readonly startHere?: boolean;
  /** False until this version emits or reads it. */
  readonly live: boolean;
}
/** Every metric, in the document's order, our own beside the section they belong to. */
declare const metricCatalogue: readonly Metric[];
/**
 * What became of a row.
 *
 * - `pass`, `fail`: measured, and held against its target.
 * - `info`: measured, and nothing to hold it against.
 * - `no data`: should have been reported and was not.
 * - `unknown`: there is data, but not what the judgement needs.
 */
type Outcome = "pass" | "fail" | "info" | "no data" | "unknown";
/** What judging a figure gave. */
interface Judged {
  readonly outcome: Outcome;
  /** Which statistic `value` is. */
  readonly statistic?: Statistic;
  readonly value?: number;
  /** Why the outcome is neither pass nor fail. */
  readonly reason?: string;
  /** `value` is less than exact; `reason` says why. */
  readonly isEstimate?: true;
}
/** One row of the catalogue, judged. */
interface Verdict extends Judged {
  readonly row: Metric;
  /** UCUM unit of `value`. */
  readonly unit: string;
  readonly target: string;
}
/**
 * The parts of OTLP's JSON mapping that this package reads, from opentelemetry-proto's trace.proto and metrics.proto:
 * ids in hex, enums as integers, 64-bit integers as decimal strings or as numbers, absent fields for default values.
 */
interface OtlpTelemetry {
  readonly resourceSpans: readonly OtlpResourceSpans[];
  readonly resourceMetrics: readonly OtlpResourceMetrics[];
}
/** A 64-bit integer: the mapping writes a decimal string, and several writers write a number. */
type OtlpInteger = string | number;
/** One value of an attribute; at most one field is set. */
interface OtlpAnyValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: OtlpInteger;
  readonly doubleValue?: number;
  readonly bytesValue?: string;
  readonly arrayValue?: {
    readonly values?: readonly OtlpAnyValue[];
  };
  readonly kvlistValue?: {
    readonly values?: readonly OtlpKeyValue[];
  };
}
/** One attribute. */
interface OtlpKeyValue {
  readonly key: string;
  readonly value?: OtlpAnyValue;
}
/** What produced the telemetry. */
interface OtlpResource {
  readonly attributes?: readonly OtlpKeyValue[];
}
/** The library that recorded. */
interface OtlpScope {
  readonly name?: string;
  readonly version?: string;
}
/** The spans of one resource. */
interface OtlpResourceSpans {
  readonly resource?: OtlpResource;
  readonly scopeSpans?: readonly OtlpScopeSpans[];
}
/** The spans of one instrumentation scope. */
interface OtlpScopeSpans {
  readonly scope?: OtlpScope;
  readonly spans?: readonly OtlpSpan[];
}
/** `kind`: 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind?: number;
  readonly startTimeUnixNano: OtlpInteger;
  readonly endTimeUnixNano: OtlpInteger;
  readonly attributes?: readonly OtlpKeyValue[];
  readonly links?: readonly OtlpLink[];
  readonly status?: OtlpStatus;
}
/** A span that another one points at without being its child. */
interface OtlpLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes?: readonly OtlpKeyValue[];
}
/** `code`: 0 unset, 1 ok, 2 error. */
interface OtlpStatus {
  readonly code?: number;
  readonly message?: string;
}
/** The metrics of one resource. */
interface OtlpResourceMetrics {
  readonly resource?: OtlpResource;
  readonly scopeMetrics?: readonly OtlpScopeMetrics[];
}
/** The metrics of one instrumentation scope. */
interface OtlpScopeMetrics {
  readonly scope?: OtlpScope;
  readonly metrics?: readonly OtlpMetric[];
}
/** One instrument's points; exactly one of the four data fields is set. */
interface OtlpMetric {
  readonly name: string;
  readonly unit?: string;
  readonly description?: string;
  readonly sum?: OtlpSum;
  readonly gauge?: OtlpGauge;
  readonly histogram?: OtlpHistogram;
  readonly exponentialHistogram?: OtlpExponentialHistogram;
}
/** `aggregationTemporality`, here and below: 1 delta, 2 cumulative. */
interface OtlpSum {
  readonly dataPoints?: readonly OtlpNumberDataPoint[];
  readonly aggregationTemporality?: number;
  readonly isMonotonic?: boolean;
}
/** The last value seen, without temporality. */
interface OtlpGauge {
  readonly dataPoints?: readonly OtlpNumberDataPoint[];
}
/** A histogram with explicit bounds. */
interface OtlpHistogram {
  readonly dataPoints?: readonly OtlpHistogramDataPoint[];
  readonly aggregationTemporality?: number;
}
/** A histogram whose bounds are powers of a base given by its scale. */
interface OtlpExponentialHistogram {
  readonly dataPoints?: readonly OtlpExponentialHistogramDataPoint[];
  readonly aggregationTemporality?: number;
}
/** What every point of every kind carries. */
interface OtlpDataPoint {
  readonly attributes?: readonly OtlpKeyValue[];
  readonly startTimeUnixNano?: OtlpInteger;
  readonly timeUnixNano?: OtlpInteger;
}
/** One number. */
interface OtlpNumberDataPoint extends OtlpDataPoint {
  readonly asInt?: OtlpInteger;
  readonly asDouble?: number;
}
/** `bucketCounts` has one entry more than `explicitBounds`; bounds are upper bounds and belong to their bucket. */
interface OtlpHistogramDataPoint extends OtlpDataPoint {
  readonly count?: OtlpInteger;
  readonly sum?: number;
  readonly min?: number;
  readonly max?: number;
  readonly bucketCounts?: readonly OtlpInteger[];
  readonly explicitBounds?: readonly number[];
}
/** Bucket `i` of `positive` holds values in (base^(offset+i), base^(offset+i+1)], base = 2^(2^-scale). */
interface OtlpExponentialHistogramDataPoint extends OtlpDataPoint {
  readonly count?: OtlpInteger;
  readonly sum?: number;
  readonly min?: number;
  readonly max?: number;
  readonly scale?: number;
  readonly zeroCount?: OtlpInteger;
  readonly zeroThreshold?: number;
  readonly positive?: OtlpExponentialBuckets;
  readonly negative?: OtlpExponentialBuckets;
}
/** Counts of neighbouring buckets, the first with index `offset`. */
interface OtlpExponentialBuckets {
  readonly offset?: number;
  readonly bucketCounts?: readonly OtlpInteger[];
}
/** What a histogram knows beside its buckets. A figure that one of the merged points lacked is undefined. */
interface HistogramSummary {
  readonly count: number;
  readonly sum: number | undefined;
  readonly min: number | undefined;
  readonly max: number | undefined;
}
/** Values counted together: all lie between the two ends, which are equal where one value is known exactly. */
interface Bucket {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}
/** Measured values of one kind; it holds at least one. */
interface Distribution extends HistogramSummary {
  /** The value that the share `q` (0 to 1) of all values does not exceed; never outside a known `min` and `max`. */
  readonly quantile: (q: number) => number;
  /** All values, from the lowest to the highest, without the buckets that are empty. */
  readonly buckets: () => readonly Bucket[];
}
/** What a span is on its wire, in OpenTelemetry's words. */
type SpanKind = "unspecified" | "internal" | "server" | "client" | "producer" | "consumer";
/** Where the time of a record goes, in milliseconds, from the exact times of complete traces. */
interface LatencySplit {
  /** Traces measured: the complete ones that also know the arrival and the invocation. */
  readonly records: number;
  /** From the start of the span that made the record to its arrival at Kinesis. */
  readonly madeToArrived: Distribution;
  /** From the arrival to the start of the batch it was delivered in. */
  readonly arrivedToInvoked: Distribution;
  /** From the start of the batch to the start of the first write: the records before it, and the handler's own work. */
  readonly invokedToProcessed: Distribution;
  /** From the start of the first write to the end of the last. */
  readonly processedToWritten: Distribution;
  readonly madeToWritten: Distribution;
  /** Steps that came out negative, because two clocks disagree, and were taken as 0. */
  readonly clamped: number;
}
/** A count and what it is made of, by the value of one attribute. */
interface Tally {
  readonly total: number;
  readonly by: Readonly<Record<string, number>>;
}
/** What the counters say. A counter that was never reported is undefined, which is not 0. */
interface Counts {
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
/** The time a run took, in milliseconds since the epoch. */
interface TimeWindow {
  readonly firstMs: number;
  readonly lastMs: number;
}
/** One span of a trace as a tree, its times in milliseconds, `startMs` since the epoch. */
interface TraceNode {
  readonly name: string;
  readonly service: string;
  readonly kind: SpanKind;
  readonly startMs: number;
  readonly durationMs: number;
  readonly isError: boolean;
  readonly children: readonly TraceNode[];
  /** Spans that belong to this one by a link: the call that sent the record, the batch it was delivered in. */
  readonly linked?: readonly TraceNode[];
}
/** How far the records of a run can be followed. */
interface TraceSummary {
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
interface Observation {
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
/** What is known from outside telemetry: counted by whoever sent the records and by what they were written to. */
interface GroundTruth {
  readonly recordsSent: number;
  readonly recordsProcessed: number;
  readonly recordsLost: number;
  readonly recordsDuplicated: number;
  /** Records that Lambda gave up on and handed to the on-failure destination; undefined where there is none. */
  readonly recordsDeadLettered?: number;
}
/** All that a report tells. */
interface ReportInput {
  readonly title: string;
  readonly observation: Observation;
  readonly verdicts: readonly Verdict[];
  readonly groundTruth: GroundTruth;
  /** Records processed per second, measured by the caller. */
  readonly recordsPerSecond: number;
  /** How fast records were offered; `flat out` where nothing held the producer back. */
  readonly offeredRatePerSecond?: number | "flat out";
  /** Sentences the reader should know, each of its own. */
  readonly notes: readonly string[];
}
/** Three quantiles; null where nothing was measured. */
interface QuantilesJson {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}
/** One judged row. */
interface VerdictJson {
  readonly metric: string;
  readonly verdict: Outcome;
  readonly statistic: string | null;
  readonly value: number | null;
  readonly unit: string;
  readonly target: string;
  readonly reason: string | null;
}
/** The step-by-step way of a record, in milliseconds. */
interface SplitJson {
  readonly records: number;
  readonly clamped: number;
  readonly madeToArrived: QuantilesJson;
  readonly arrivedToInvoked: QuantilesJson;
  readonly invokedToProcessed: QuantilesJson;
  readonly processedToWritten: QuantilesJson;
  readonly madeToWritten: QuantilesJson;
}
/** The report for programs: numbers with three decimals at most, null where there is no figure. */
interface ReportJson {
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
  readonly batchSize: {
    readonly p50: number | null;
    readonly max: number | null;
  };
  readonly recordsPerSecond: number | null;
  readonly offeredRatePerSecond: number | "flat out" | null;
  readonly context: ContextJson;
  readonly splitMs: SplitJson | null;
  readonly verdicts: readonly VerdictJson[];
  readonly notes: readonly string[];
}
/** Records by what became of their trace context. */
interface ContextJson {
  readonly injected: number | null;
  readonly extracted: number | null;
  readonly skipped: number | null;
  readonly skippedByReason: Readonly<Record<string, number>>;
  readonly missing: number | null;
  readonly invalid: number | null;
}
/** Writes the report as a plain object, ready for `JSON.stringify`. */
declare function reportJson(input: ReportInput): ReportJson;
/** What the terminal can show. */
interface DrawOptions {
  /** In columns. */
  readonly width: number;
  readonly colour: boolean;
  /** Only characters that any terminal has; default false. */
  readonly ascii?: boolean;
}
/** How the page is to be drawn. */
interface PageOptions {
  /** The IANA name of the time zone that times of day are told in; default `UTC`. */
  readonly timeZone?: string;
}
/**
 * Draws the whole report as one HTML file that needs nothing else: no network, no script. All that came in with the
 * telemetry shows as text. @throws RangeError for a time zone that is not known.
 */
declare function drawPage(input: ReportInput, options?: PageOptions): string;
/** Where a run stands. */
interface Progress {
  readonly done: number;
  readonly total: number;
  readonly ratePerSecond: number;
  readonly elapsedMs: number;
  /** What is being done, in a few words; may be empty. */
  readonly note: string;
}
/** One line of at most `width` columns without colours: bar, counts, rate, time, note. */
declare function drawProgress(progress: Progress, width: number, options?: {
  readonly ascii?: boolean;
}): string;
/** Draws the whole report as text, the verdict first. The last line has no line end. */
declare function drawReport(input: ReportInput, options: DrawOptions): string;
/** Draws one trace: each span with its service, when it began after the first one, and how long it took. */
declare function drawTraceTree(root: TraceNode, options: DrawOptions): string;
/**
 * Judges every row that this observation could know: those it has a figure for, and those our SDKs should have reported.
 * Rows are the metric catalogue's if left out. Those to look at first come first; otherwise the order is the catalogue's.
 */
declare function judge(observation: Observation, rows?: readonly Metric[]): readonly Verdict[];
/** Which pipeline's telemetry counts; everything else in the same documents is passed over. */
interface ObservedPipeline {
  /** The value of the metrics' `Pipeline` attribute. */
  readonly pipeline: string;
  /** The value of the spans' `messaging.destination.name`. */
  readonly streamName: string;
}
/** Reads all telemetry of a run, as OTLP/JSON, into one observation. */
declare function observeOtlp(telemetry: OtlpTelemetry, { pipeline, streamName }: ObservedPipeline): Observation;
export { type Bucket, type Counts, type Distribution, type DrawOptions, type GroundTruth, type LatencySplit, type Metric, type Observation, type ObservedPipeline, type OtlpAnyValue, type OtlpDataPoint, type OtlpExponentialBuckets, type OtlpExponentialHistogram, type OtlpExponentialHistogramDataPoint, type OtlpGauge, type OtlpHistogram, type OtlpHistogramDataPoint, type OtlpInteger, type OtlpKeyValue, type OtlpLink, type OtlpMetric, type OtlpNumberDataPoint, type OtlpResource, type OtlpResourceMetrics, type OtlpResourceSpans, type OtlpScope, type OtlpScopeMetrics, type OtlpScopeSpans, type OtlpSpan, type OtlpStatus, type OtlpSum, type OtlpTelemetry, type Outcome, type PageOptions, type Progress, type ReportInput, type ReportJson, type Tally, type TimeWindow, type TraceNode, type TraceSummary, type Verdict, drawPage, drawProgress, drawReport, drawTraceTree, judge, metricCatalogue, observeOtlp, reportJson };