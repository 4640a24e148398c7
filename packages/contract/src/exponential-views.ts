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

/** Which instruments of a meter are histograms. */
export interface Histograms {
  /** Units that no counter of the meter has. */
  readonly units: readonly string[];
  /** Names of those that share their unit with counters. */
  readonly names?: readonly string[];
}

/** Views that make a meter's histograms exponential: from fixed buckets CloudWatch can compute no percentiles. */
export function exponentialViews(meterName: string, { units, names = [] }: Histograms): readonly KinesisOtelView[] {
  const aggregation = { type: 5, options: { maxSize: 160, recordMinMax: true } } as const;
  return [
    ...units.map((instrumentUnit) => ({ meterName, aggregation, instrumentUnit })),
    ...names.map((instrumentName) => ({ meterName, aggregation, instrumentName })),
  ];
}
