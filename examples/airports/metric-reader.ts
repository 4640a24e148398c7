import { AggregationTemporalityPreference, OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { AggregationType, InstrumentType, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';

/** Delta and exponential histograms: CloudWatch works out percentiles from nothing else. */
export function createMetricReader(): PeriodicExportingMetricReader {
  const exporter = new OTLPMetricExporter({
    temporalityPreference: AggregationTemporalityPreference.DELTA,
    aggregationPreference: (instrument) =>
      instrument === InstrumentType.HISTOGRAM
        ? { type: AggregationType.EXPONENTIAL_HISTOGRAM, options: { maxSize: 100, recordMinMax: true } }
        : { type: AggregationType.DEFAULT },
  });
  return new PeriodicExportingMetricReader({ exporter });
}
