export {
  type ForeignForm,
  isKinesisOtelOptionError,
  KinesisOtelOptionError,
  type KinesisOtelView,
  type OptionErrorCode,
} from '@kinesis-otel/contract';
export type { BatchHandler, InstrumentedHandler } from './callbacks/keep-signature.ts';
export { createKinesisHandler, type KinesisHandler } from './create-kinesis-handler.ts';
export {
  type DownstreamClientLike,
  type DownstreamOptions,
  instrumentDownstreamClient,
} from './downstream/instrument-downstream-client.ts';
export { instrumentKinesisHandler } from './instrument-kinesis-handler.ts';
export type { KinesisHandlerOptions } from './kinesis-handler-options.ts';
export { kinesisOtelViews } from './kinesis-otel-views.ts';
export type { LambdaContext } from './lambda-context.ts';
export { type MeasureWriteOptions, measureDownstreamWrite } from './measure-downstream-write.ts';
export type { FailureObject } from './on-failure/find-failures.ts';
export { instrumentOnFailureHandler } from './on-failure/instrument-on-failure-handler.ts';
export type { OnFailureOptions } from './on-failure/on-failure-options.ts';
export type { StreamPage, StreamReader } from './on-failure/stream-reader.ts';
export type { ConsumerOptions, RecordSpanMode } from './options.ts';
export type { KinesisBatchResponse } from './outcome/batch-response.ts';
export type { Decode, KinesisRecord } from './records/decode-record.ts';
export type { KinesisEvent, KinesisEventRecord } from './records/kinesis-batch.ts';
export type { Parse, SchemaLike, SchemaResult } from './records/parse-data.ts';
export type { KinesisHandlerResponse } from './running/batch-work.ts';
export type { OnRecord, RecordSurroundings } from './running/record-work.ts';
export type { TumblingWindow } from './running/tumbling-window.ts';
export { type TakenTraceContext, takeTraceContext } from './take-trace-context.ts';
export { type RecordLike, withRecordSpan } from './with-record-span.ts';
