export { attributeNames, messagingSystem, otherErrorType } from './attribute-names.ts';
export { boundErrorTypes, type ErrorTypeOf } from './bounded-error-types.ts';
export { type BaggageEntry, readBaggage, writeBaggage } from './carrier/baggage-text.ts';
export type { Carrier } from './carrier/carrier.ts';
export type { CarrierFormat, FindResult, FoundCarrier, Restoration, WritableFormat } from './carrier/carrier-format.ts';
export { chooseFormat, type NoFormatReason, reasonForNoFormat } from './carrier/choose-format.ts';
export { type EnvelopeKeys, writeEnvelope } from './carrier/envelope-format.ts';
export { type ForeignCarrier, type ForeignForm, foreignForms, readForeign } from './carrier/foreign-carriers.ts';
export { gzipFormat } from './carrier/gzip-format.ts';
export { jsonFormat } from './carrier/json-format.ts';
export { JsonInBase64, readJsonInBase64 } from './carrier/json-in-base64.ts';
export { kplFormat } from './carrier/kpl-format.ts';
export { carrierFieldNumber, protobufFormat } from './carrier/protobuf-format.ts';
export { readBase64, restoreBase64 } from './carrier/read-base64.ts';
export { copyRestored, readBytes, restoreBytes } from './carrier/read-bytes.ts';
export { isCompressed, messageStart, type SchemaRegistryFrame } from './carrier/schema-registry-frame.ts';
export {
  hashTraceparent,
  isSampledTraceparent,
  readTraceparent,
  type TraceparentFields,
  writeTraceparent,
} from './carrier/traceparent.ts';
export { zstdFormat } from './carrier/zstd-format.ts';
export { metricCatalogue } from './catalogue/catalogue.ts';
export {
  downstreamWriteFailure,
  downstreamWriteLatency,
  downstreamWriteSuccess,
} from './catalogue/downstream-metrics.ts';
export {
  coldStarts,
  initDuration,
  lambdaGbSecondsEstimate,
  maxMemoryUsed,
  memoryUtilization,
} from './catalogue/environment-metrics.ts';
export { type InstrumentOptions, instrumentOptions } from './catalogue/instrument-options.ts';
export type {
  Alarm,
  Instrument,
  InstrumentMetric,
  Judgement,
  Kind,
  Limit,
  LimitJudgement,
  Metric,
  Section,
  Setting,
  Source,
  Statistic,
  Unit,
} from './catalogue/metric.ts';
export {
  clockSkewClamped,
  flushFailures,
  flushTimeouts,
  handlerTimeouts,
  linksDropped,
  spansDropped,
  traceContextExtraction,
  traceContextInjection,
} from './catalogue/own-health-metrics.ts';
export {
  batchBytes,
  batchSize,
  dlqMessages,
  recordProcessingFailure,
  recordProcessingLatency,
  recordProcessingSuccess,
  recordsReplayed,
} from './catalogue/pipeline-metrics.ts';
export {
  putPayloadUnits,
  putRecordFailure,
  putRecordLatency,
  putRecordSuccess,
  putRecordThrottled,
} from './catalogue/put-metrics.ts';
export {
  messagingClientConsumedMessages,
  messagingClientOperationDuration,
  messagingClientSentMessages,
  messagingProcessDuration,
  type SemconvMetric,
  semconvMetrics,
} from './catalogue/semconv-metrics.ts';
export {
  endToEndLatency,
  producerBufferTime,
  producerToKinesisLatency,
  recordHandlerDuration,
  streamDwellTime,
} from './catalogue/stage-metrics.ts';
export {
  checkHasMethod,
  checkOneOf,
  checkText,
  checkTexts,
  checkWholeNumber,
  rejectUnknownOptions,
} from './check-options.ts';
export { type CommandsUnderWay, commandsUnderWay } from './commands-under-way.ts';
export { exponentialViews, type Histograms, type KinesisOtelView } from './exponential-views.ts';
export { createGlobalApi, type GlobalApi, type NoOps } from './global-api.ts';
export { defaultMaxRecordBytes, largestMaxRecordBytes, maxPutRecordsBytes } from './kinesis/kinesis-limits.ts';
export { isSequenceNumber, lowerSequenceNumber, shardIdFromEventId } from './kinesis/shard-sequence.ts';
export { type StreamReference, streamNameFromArn, streamNameOf } from './kinesis/stream-name.ts';
export { isMessage } from './kpl/is-message.ts';
export { readAggregate, type Tag, type UserRecord } from './kpl/read-aggregate.ts';
export { writeAggregate } from './kpl/write-aggregate.ts';
export { type ObservedCall, observeCall } from './observe-call.ts';
export { isKinesisOtelOptionError, KinesisOtelOptionError, type OptionErrorCode } from './option-error.ts';
export { environmentName, type PipelineDimensions, pipelineName } from './pipeline-dimensions.ts';
export { type RegisteredApi, registeredApi, unreadableApiVersion } from './registered-api.ts';
export { rememberLast } from './remember-last.ts';
export { createReportOnce, type ReportOnce, withoutThrowing } from './report-once.ts';
export { type Send, sendOf } from './send-of.ts';
export { resourceAttribute, type Variables, written } from './variables.ts';
