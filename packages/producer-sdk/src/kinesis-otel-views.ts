import { exponentialViews, type KinesisOtelView } from '@kinesis-otel/contract';
import { scopeName } from './telemetry.ts';

/**
 * Views for the `MeterProvider` of your own: they make the histograms of this package exponential, and no others. From
 * histograms with fixed buckets CloudWatch can compute no percentiles.
 *
 * @example
 * new MeterProvider({ readers, views: [...kinesisOtelViews] });
 */
export const kinesisOtelViews: readonly KinesisOtelView[] = exponentialViews(scopeName, { units: ['ms'] });
