export {
  isKinesisOtelOptionError,
  KinesisOtelOptionError,
  type KinesisOtelView,
  type OptionErrorCode,
} from '@kinesis-otel/contract';
export { bindTraceContext } from './bind-trace-context.ts';
export type { DescribeStreamSummaryClass } from './discover-limits.ts';
export {
  instrumentKinesisClient,
  type KinesisClientLike,
  uninstrumentKinesisClient,
} from './instrument-kinesis-client.ts';
export { kinesisOtelViews } from './kinesis-otel-views.ts';
export type { ProducerOptions } from './options.ts';
export type { PayloadFormat } from './stamping/payload-format.ts';
export type { ContextCarrier, StreamPolicy } from './stream-policy.ts';
