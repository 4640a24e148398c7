import { batchSize } from '@kinesis-otel/contract';
import { scopeName } from './telemetry.ts';

/** A view, in the shape of the metrics SDK 2.x and 3.x. */
export interface KinesisOtelView {
  readonly meterName: string;
  readonly instrumentName?: string;
  readonly instrumentUnit?: string;
  readonly aggregation: {
    /** The SDK's `AggregationType.EXPONENTIAL_HISTOGRAM`. */
    readonly type: 5;
    readonly options: { readonly maxSize: number; readonly recordMinMax: boolean };
  };
}

const shared = {
  meterName: scopeName,
  aggregation: { type: 5, options: { maxSize: 160, recordMinMax: true } },
} as const;

/**
 * Views for the `MeterProvider` of your own: they make the histograms of this package exponential, and no others. From
 * histograms with fixed buckets CloudWatch can compute no percentiles.
 *
 * @example
 * new MeterProvider({ readers, views: [...kinesisOtelViews] });
 */
export const kinesisOtelViews: readonly KinesisOtelView[] = [
  // By unit, which no counter of ours has; the size of a batch is the one histogram that shares its unit with counters.
  ...['ms', 'By', '%'].map((instrumentUnit) => ({ ...shared, instrumentUnit })),
  { ...shared, instrumentName: batchSize.name },
];
