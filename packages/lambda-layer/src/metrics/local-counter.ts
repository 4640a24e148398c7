import { createSeriesSet, type Temporality } from '@kinesis-otel/consumer-sdk/host';
import type { Attributes, Counter, HrTime, MetricOptions } from '@opentelemetry/api';

/** A counter, and what it came to, in the shape of the metrics SDK. */
export interface LocalCounter {
  readonly counter: Counter;
  readonly collect: (time: CollectedTime, temporality: Temporality) => CollectedSum;
}

export interface CollectedTime {
  readonly startTime: HrTime;
  readonly endTime: HrTime;
}

export interface CollectedSum {
  readonly descriptor: {
    readonly name: string;
    readonly description: string;
    readonly unit: string;
    /** The API's `ValueType.DOUBLE`. */
    readonly valueType: 1;
  };
  /** The SDK's `AggregationTemporality`: delta, cumulative. */
  readonly aggregationTemporality: 0 | 1;
  /** The SDK's `DataPointType.SUM`. */
  readonly dataPointType: 3;
  readonly isMonotonic: true;
  readonly dataPoints: readonly (CollectedTime & { readonly attributes: Attributes; readonly value: number })[];
}

/** Makes a counter that adds up in this process. A value below 0, or none at all, is not added. */
export function createLocalCounter(name: string, { description = '', unit = '' }: MetricOptions = {}): LocalCounter {
  const series = createSeriesSet(() => ({ value: 0, isTouched: false }));
  return {
    counter: {
      add(value, attributes = {}) {
        if (!(value >= 0)) return;
        const { sum } = series.at(attributes);
        sum.value += value;
        sum.isTouched = true;
      },
    },
    collect(time, temporality) {
      const touched = [...series.all()].filter(({ sum }) => sum.isTouched);
      const dataPoints = touched.map(({ attributes, sum }) => ({ ...time, attributes, value: sum.value }));
      if (temporality === 'delta') for (const one of touched) one.sum = { value: 0, isTouched: false };
      return {
        descriptor: { name, description, unit, valueType: 1 },
        aggregationTemporality: temporality === 'delta' ? 0 : 1,
        dataPointType: 3,
        isMonotonic: true,
        dataPoints,
      };
    },
  };
}
