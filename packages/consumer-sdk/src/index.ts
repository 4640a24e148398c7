export {
  type ForeignForm,
  isKinesisOtelOptionError,
  KinesisOtelOptionError,
  type KinesisOtelView,
  type OptionErrorCode,
} from '@kinesis-otel/contract';
export type { KinesisBatchResponse } from './batch-response.ts';
export type { KinesisHandlerResponse } from './batch-work.ts';
export { createKinesisHandler, type KinesisHandler } from './create-kinesis-handler.ts';
export type { Decode, KinesisRecord } from './decode-record.ts';
export {
  type DownstreamClientLike,
  type DownstreamOptions,
  instrumentDownstreamClient,
} from './downstream/instrument-downstream-client.ts';
export {
  type BatchHandler,
  type InstrumentedHandler,
  instrumentKinesisHandler,
} from './instrument-kinesis-handler.ts';
export type { KinesisEvent, KinesisEventRecord } from './kinesis-batch.ts';
export type { KinesisHandlerOptions } from './kinesis-handler-options.ts';
export { kinesisOtelViews } from './kinesis-otel-views.ts';
export type { LambdaContext } from './lambda-context.ts';
export { type MeasureWriteOptions, measureDownstreamWrite } from './measure-downstream-write.ts';
export type { FailureObject } from './on-failure/find-failures.ts';
export { instrumentOnFailureHandler } from './on-failure/instrument-on-failure-handler.ts';
export type { OnFailureOptions } from './on-failure/on-failure-options.ts';
export type { StreamPage, StreamReader } from './on-failure/stream-reader.ts';
export type { ConsumerOptions, RecordSpanMode } from './options.ts';
export type { Parse, SchemaLike, SchemaResult } from './parse-data.ts';
export type { OnRecord, RecordSurroundings } from './record-work.ts';
export { type TakenTraceContext, takeTraceContext } from './take-trace-context.ts';
export type { TumblingWindow } from './tumbling-window.ts';
export { type RecordLike, withRecordSpan } from './with-record-span.ts';
