import { type Instrument, instrumentOptions } from '@kinesis-otel/contract';
import type { Attributes, Meter } from '@opentelemetry/api';

/** Records values of one series; all of a batch at once, so that a number is not boxed for each. */
export type RecordValues = (values: Float64Array) => void;

/** Where the values of histograms go; chosen once, when the instruments are made. */
export interface HistogramSource {
  /** Makes the histogram of a catalogue row, or of one that the conventions name, which gives what records under a set of attributes. */
  readonly histogram: (metric: Instrument) => (attributes: Attributes) => RecordValues;
}

/** Histograms of a meter: each value goes through the SDK, as its views and readers want it. */
export function histogramsOfMeter(meter: Meter): HistogramSource {
  return {
    histogram(metric) {
      const instrument = meter.createHistogram(metric.name, instrumentOptions(metric));
      return (attributes) => (values) => {
        for (const value of values) instrument.record(value, attributes);
      };
    },
  };
}
