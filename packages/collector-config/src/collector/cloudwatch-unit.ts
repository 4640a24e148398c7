import { KinesisOtelOptionError } from '@kinesis-otel/contract';

/** CloudWatch's units: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
const units = [
  'Seconds',
  'Microseconds',
  'Milliseconds',
  'Bytes',
  'Kilobytes',
  'Megabytes',
  'Gigabytes',
  'Terabytes',
  'Bits',
  'Kilobits',
  'Megabits',
  'Gigabits',
  'Terabits',
  'Percent',
  'Count',
  'Bytes/Second',
  'Kilobytes/Second',
  'Megabytes/Second',
  'Gigabytes/Second',
  'Terabytes/Second',
  'Bits/Second',
  'Kilobits/Second',
  'Megabits/Second',
  'Gigabits/Second',
  'Terabits/Second',
  'Count/Second',
  'None',
] as const;

/** A unit that CloudWatch knows. */
export type CloudWatchUnit = (typeof units)[number];

/** Throws unless the option is absent or a unit that CloudWatch knows; awsemf drops a descriptor with another one. */
export function checkCloudWatchUnit(option: string, value: unknown): asserts value is CloudWatchUnit | undefined {
  if (value === undefined || units.includes(value as CloudWatchUnit)) return;
  throw new KinesisOtelOptionError('INVALID_OPTION', option, value, `Give one of CloudWatch's: ${units.join(', ')}.`);
}

/** The CloudWatch unit of an OTLP unit (UCUM). */
export function cloudWatchUnit(unit: string): CloudWatchUnit {
  if (unit.startsWith('{')) return unit.endsWith('/s') ? 'Count/Second' : 'Count';
  return known[unit] ?? 'None';
}

const known: Readonly<Record<string, CloudWatchUnit>> = {
  ms: 'Milliseconds',
  s: 'Seconds',
  By: 'Bytes',
  '%': 'Percent',
};
