/**
 * The parts of OTLP's JSON mapping that this package reads, from opentelemetry-proto's trace.proto and metrics.proto:
 * ids in hex, enums as integers, 64-bit integers as decimal strings or as numbers, absent fields for default values.
 */
export interface OtlpTelemetry {
  readonly resourceSpans: readonly OtlpResourceSpans[];
  readonly resourceMetrics: readonly OtlpResourceMetrics[];
}

/** A 64-bit integer: the mapping writes a decimal string, and several writers write a number. */
export type OtlpInteger = string | number;

/** One value of an attribute; at most one field is set. */
export interface OtlpAnyValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: OtlpInteger;
  readonly doubleValue?: number;
  readonly bytesValue?: string;
  readonly arrayValue?: { readonly values?: readonly OtlpAnyValue[] };
  readonly kvlistValue?: { readonly values?: readonly OtlpKeyValue[] };
}

/** One attribute. */
export interface OtlpKeyValue {
  readonly key: string;
  readonly value?: OtlpAnyValue;
}

/** What produced the telemetry. */
export interface OtlpResource {
  readonly attributes?: readonly OtlpKeyValue[];
}

/** The library that recorded. */
export interface OtlpScope {
  readonly name?: string;
  readonly version?: string;
}

/** The spans of one resource. */
export interface OtlpResourceSpans {
  readonly resource?: OtlpResource;
  readonly scopeSpans?: readonly OtlpScopeSpans[];
}

/** The spans of one instrumentation scope. */
export interface OtlpScopeSpans {
  readonly scope?: OtlpScope;
  readonly spans?: readonly OtlpSpan[];
}

/** `kind`: 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
export interface OtlpSpan {
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
export interface OtlpLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes?: readonly OtlpKeyValue[];
}

/** `code`: 0 unset, 1 ok, 2 error. */
export interface OtlpStatus {
  readonly code?: number;
  readonly message?: string;
}

/** The metrics of one resource. */
export interface OtlpResourceMetrics {
  readonly resource?: OtlpResource;
  readonly scopeMetrics?: readonly OtlpScopeMetrics[];
}

/** The metrics of one instrumentation scope. */
export interface OtlpScopeMetrics {
  readonly scope?: OtlpScope;
  readonly metrics?: readonly OtlpMetric[];
}

/** One instrument's points; exactly one of the four data fields is set. */
export interface OtlpMetric {
  readonly name: string;
  readonly unit?: string;
  readonly description?: string;
  readonly sum?: OtlpSum;
  readonly gauge?: OtlpGauge;
  readonly histogram?: OtlpHistogram;
  readonly exponentialHistogram?: OtlpExponentialHistogram;
}

/** `aggregationTemporality`, here and below: 1 delta, 2 cumulative. */
export interface OtlpSum {
  readonly dataPoints?: readonly OtlpNumberDataPoint[];
  readonly aggregationTemporality?: number;
  readonly isMonotonic?: boolean;
}

/** The last value seen, without temporality. */
export interface OtlpGauge {
  readonly dataPoints?: readonly OtlpNumberDataPoint[];
}

/** A histogram with explicit bounds. */
export interface OtlpHistogram {
  readonly dataPoints?: readonly OtlpHistogramDataPoint[];
  readonly aggregationTemporality?: number;
}

/** A histogram whose bounds are powers of a base given by its scale. */
export interface OtlpExponentialHistogram {
  readonly dataPoints?: readonly OtlpExponentialHistogramDataPoint[];
  readonly aggregationTemporality?: number;
}

/** What every point of every kind carries. */
export interface OtlpDataPoint {
  readonly attributes?: readonly OtlpKeyValue[];
  readonly startTimeUnixNano?: OtlpInteger;
  readonly timeUnixNano?: OtlpInteger;
}

/** One number. */
export interface OtlpNumberDataPoint extends OtlpDataPoint {
  readonly asInt?: OtlpInteger;
  readonly asDouble?: number;
}

/** `bucketCounts` has one entry more than `explicitBounds`; bounds are upper bounds and belong to their bucket. */
export interface OtlpHistogramDataPoint extends OtlpDataPoint {
  readonly count?: OtlpInteger;
  readonly sum?: number;
  readonly min?: number;
  readonly max?: number;
  readonly bucketCounts?: readonly OtlpInteger[];
  readonly explicitBounds?: readonly number[];
}

/** Bucket `i` of `positive` holds values in (base^(offset+i), base^(offset+i+1)], base = 2^(2^-scale). */
export interface OtlpExponentialHistogramDataPoint extends OtlpDataPoint {
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
export interface OtlpExponentialBuckets {
  readonly offset?: number;
  readonly bucketCounts?: readonly OtlpInteger[];
}
