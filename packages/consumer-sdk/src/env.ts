import { environmentName, pipelineName, type Variables } from '@kinesis-otel/contract';
import type { ConsumerOptions, RecordSpanMode } from './options.ts';

/** The options, with everything they leave open decided. */
export interface ConsumerSettings {
  readonly environment: string;
  /** Undefined: each stream's own name. */
  readonly pipeline: string | undefined;
  readonly reportBatchItemFailures: boolean;
  readonly recordSpans: RecordSpanMode;
  readonly maxRecordSpans: number;
  readonly maxLinks: number;
  readonly linkAfterMs: number;
  readonly slowRecordMs: number;
  readonly xray: boolean;
  readonly invocationParent: 'auto' | 'none';
  readonly flushTimeoutMs: number;
  /** Milliseconds between flushes; 0 flushes at every invocation's end. */
  readonly flushEveryMs: number;
  /** Whether the metrics of the messaging conventions are recorded too. */
  readonly semconvMetrics: boolean;
  /** Says one line a batch. */
  readonly isDebug: boolean;
  /** This execution environment's log stream, which tells its points from those of others; undefined outside Lambda. */
  readonly instance: string | undefined;
  /** The function's name; undefined outside Lambda. */
  readonly functionName: string | undefined;
}

/** Reads what an invocation's environment says beside the options, once for each handler or client. */
export function readConsumerSettings(options: ConsumerOptions, variables: Variables = process.env): ConsumerSettings {
  const { flush } = options;
  return {
    environment: environmentName(options.environment, variables),
    pipeline: pipelineName(options.pipeline, variables),
    reportBatchItemFailures:
      options.reportBatchItemFailures ?? isTrue(variables.KINESIS_OTEL_REPORT_BATCH_ITEM_FAILURES),
    recordSpans: options.recordSpans ?? 'auto',
    maxRecordSpans: options.maxRecordSpans ?? 200,
    maxLinks: options.maxLinks ?? 20,
    linkAfterMs: options.linkAfterMs ?? 3_600_000,
    slowRecordMs: options.slowRecordMs ?? 1_000,
    xray: options.xray ?? isOn(variables.KINESIS_OTEL_XRAY),
    invocationParent: options.invocationParent ?? 'auto',
    flushTimeoutMs: options.flushTimeoutMs ?? 500,
    flushEveryMs: typeof flush === 'object' ? flush.everyMs : 0,
    semconvMetrics: options.semconvMetrics ?? isOn(variables.KINESIS_OTEL_SEMCONV_METRICS),
    isDebug: isOn(variables.KINESIS_OTEL_DEBUG),
    instance: variables.AWS_LAMBDA_LOG_STREAM_NAME,
    functionName: variables.AWS_LAMBDA_FUNCTION_NAME,
  };
}

/** X-Ray's header of the invocation that is under way: Lambda sets it anew for each, but not where several share a process. */
export function readXRayHeader(variables: Variables = process.env): string | undefined {
  return variables._X_AMZN_TRACE_ID;
}

function isTrue(value: string | undefined): boolean {
  return value?.trim().toLowerCase() === 'true';
}

function isOn(value: string | undefined): boolean {
  return value?.trim() === '1' || isTrue(value);
}
