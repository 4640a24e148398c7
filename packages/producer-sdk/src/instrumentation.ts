export { isKinesisOtelOptionError, KinesisOtelOptionError, type OptionErrorCode } from '@kinesis-otel/contract';
export {
  createKinesisInstrumentation,
  type KinesisInstrumentation,
  type KinesisInstrumentationConfig,
} from './auto/kinesis-instrumentation.ts';
export type { DescribeStreamSummaryClass } from './discover-limits.ts';
export type { ProducerOptions } from './options.ts';
export type { PayloadFormat } from './stamping/payload-format.ts';
export type { ContextCarrier, StreamPolicy } from './stream-policy.ts';
