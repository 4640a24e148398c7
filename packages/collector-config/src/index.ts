export { isKinesisOtelOptionError, KinesisOtelOptionError, type OptionErrorCode } from '@kinesis-otel/contract';
export type { CloudWatchUnit } from './collector/cloudwatch-unit.ts';
export { collectorConfig } from './collector/collector-config.ts';
export { type Target, targetNames } from './collector/targets/target.ts';
export { leastPolicy, type Policy, type PolicyOptions, type Statement } from './iam/least-policy.ts';
export type { CollectorOptions, ExtraExporter, ExtraMetric, Sampling } from './options.ts';
