import type { TelemetryStore } from '@kinesis-otel/local-pipeline';
import type {
  OtlpDataPoint,
  OtlpHistogramDataPoint,
  OtlpKeyValue,
  OtlpMetric,
  OtlpNumberDataPoint,
  OtlpSpan,
} from '@kinesis-otel/pipeline-health';

/** All spans that have come in, in the order they came. */
export function receivedSpans({ traces }: TelemetryStore): readonly OtlpSpan[] {
  return traces.flatMap(({ scopeSpans = [] }) => scopeSpans.flatMap(({ spans = [] }) => spans));
}

/** The text of an attribute; undefined where there is none. */
export function textAttribute(
  { attributes = [] }: { readonly attributes?: readonly OtlpKeyValue[] },
  name: string,
): string | undefined {
  return attributes.find(({ key }) => key === name)?.value?.stringValue;
}

/** The points of a metric, of a counter or a histogram, whose attributes include those given. */
export function receivedPoints(
  { metrics }: TelemetryStore,
  metric: string,
  where: Readonly<Record<string, string>> = {},
): readonly OtlpDataPoint[] {
  const all = metrics.flatMap(({ scopeMetrics = [] }) => scopeMetrics.flatMap((scope) => scope.metrics ?? []));
  return all
    .filter(({ name }) => name === metric)
    .flatMap(pointsOf)
    .filter((point) => Object.entries(where).every(([name, text]) => textAttribute(point, name) === text));
}

/** What a counter came to over those points. */
export function receivedTotal(
  telemetry: TelemetryStore,
  metric: string,
  where: Readonly<Record<string, string>> = {},
): number {
  const points = receivedPoints(telemetry, metric, where) as readonly OtlpNumberDataPoint[];
  return points.reduce((sum, { asInt, asDouble }) => sum + Number(asInt ?? asDouble ?? 0), 0);
}

/** How many values a histogram came to over those points, and their sum. */
export function receivedValues(
  telemetry: TelemetryStore,
  metric: string,
  where: Readonly<Record<string, string>> = {},
): { readonly count: number; readonly sum: number } {
  const points = receivedPoints(telemetry, metric, where) as readonly OtlpHistogramDataPoint[];
  return {
    count: points.reduce((all, { count }) => all + Number(count ?? 0), 0),
    sum: points.reduce((all, { sum }) => all + (sum ?? 0), 0),
  };
}

function pointsOf({ sum, histogram }: OtlpMetric): readonly OtlpDataPoint[] {
  return sum?.dataPoints ?? histogram?.dataPoints ?? [];
}
