export {
  type ForeignForm,
  isKinesisOtelOptionError,
  KinesisOtelOptionError,
  type OptionErrorCode,
} from '@kinesis-otel/contract';
export type { KinesisBatchResponse } from './batch-response.ts';
export {
  createKinesisHandler,
  type KinesisHandler,
  type KinesisHandlerOptions,
  type OnRecord,
} from './create-kinesis-handler.ts';
export type { Decode, KinesisRecord } from './decode-record.ts';
export {
  type DownstreamClientLike,
  type DownstreamOptions,
  instrumentDownstreamClient,
} from './downstream/instrument-downstream-client.ts';
export { type BatchHandler, instrumentKinesisHandler } from './instrument-kinesis-handler.ts';
export type { KinesisEvent, KinesisEventRecord } from './kinesis-batch.ts';
export type { LambdaContext } from './lambda-context.ts';
export { type MeasureWriteOptions, measureDownstreamWrite } from './measure-downstream-write.ts';
export type { ConsumerOptions } from './options.ts';
export { type TakenTraceContext, takeTraceContext } from './take-trace-context.ts';
export { type RecordLike, withRecordSpan } from './with-record-span.ts';
