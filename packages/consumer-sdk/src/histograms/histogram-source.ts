import { type InstrumentMetric, instrumentOptions } from '@kinesis-otel/contract';
import type { Attributes, Meter } from '@opentelemetry/api';

/** Records one value of one series. */
export type RecordValue = (value: number) => void;

/** Where the values of histograms go; chosen once, when the instruments are made. */
export interface HistogramSource {
  /** Makes the histogram of a catalogue row. What it gives for a set of attributes is to be used for many values. */
  readonly histogram: (metric: InstrumentMetric) => (attributes: Attributes) => RecordValue;
}

/** Histograms of a meter: each value goes through the SDK, as its views and readers want it. */
export function histogramsOfMeter(meter: Meter): HistogramSource {
  return {
    histogram(metric) {
      const instrument = meter.createHistogram(metric.name, instrumentOptions(metric));
      return (attributes) => (value) => instrument.record(value, attributes);
    },
  };
}
