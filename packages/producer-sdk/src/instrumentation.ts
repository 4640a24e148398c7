export { isKinesisOtelOptionError, KinesisOtelOptionError, type OptionErrorCode } from '@kinesis-otel/contract';
export type { DescribeStreamSummaryClass } from './discover-limits.ts';
export {
  createKinesisInstrumentation,
  type KinesisInstrumentation,
  type KinesisInstrumentationConfig,
} from './kinesis-instrumentation.ts';
export type { ProducerOptions } from './options.ts';
export type { PayloadFormat } from './payload-format.ts';
export type { ContextCarrier, StreamPolicy } from './stream-policy.ts';
