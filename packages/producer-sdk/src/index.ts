export { isKinesisOtelOptionError, KinesisOtelOptionError, type OptionErrorCode } from '@kinesis-otel/contract';
export { bindTraceContext } from './bind-trace-context.ts';
export { instrumentKinesisClient, type KinesisClientLike } from './instrument-kinesis-client.ts';
export type { ProducerOptions } from './options.ts';
