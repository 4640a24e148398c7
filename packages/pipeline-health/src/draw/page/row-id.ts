import type { Metric } from '@kinesis-otel/contract';

/** Where a metric's row is found on the page. */
export function rowId({ name }: Metric): string {
  return `metric-${name.replace(/[^\w.-]+/g, '-')}`;
}
