import {
  AggregationTemporality,
  AggregationType,
  InstrumentType,
  type MetricProducer,
  MetricReader,
} from '@opentelemetry/sdk-metrics';

/**
 * A reader that collects when it is told to, and not by a timer, which a freeze would stop. Histograms are exponential: from
 * explicit buckets CloudWatch can compute no percentile.
 */
class ManualMetricReader extends MetricReader {
  protected async onForceFlush(): Promise<void> {}
  protected async onShutdown(): Promise<void> {}
}

export type Temporality = 'delta' | 'cumulative';

/** @param metricProducers what is collected beside the instruments of the meter provider */
export function createMetricReader(temporality: Temporality, metricProducers: MetricProducer[] = []): MetricReader {
  const chosen = temporality === 'delta' ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE;
  return new ManualMetricReader({
    metricProducers,
    aggregationTemporalitySelector: () => chosen,
    aggregationSelector: (instrument) =>
      instrument === InstrumentType.HISTOGRAM
        ? { type: AggregationType.EXPONENTIAL_HISTOGRAM }
        : { type: AggregationType.DEFAULT },
  });
}
