import { environmentName, pipelineName, type Variables } from '@kinesis-otel/contract';
import type { ConsumerOptions } from './options.ts';

/** The options, with everything they leave open decided. */
export interface ConsumerSettings {
  readonly environment: string;
  /** Undefined: each stream's own name. */
  readonly pipeline: string | undefined;
  readonly reportBatchItemFailures: boolean;
  readonly maxRecordSpans: number;
  readonly maxLinks: number;
  readonly flushTimeoutMs: number;
  /** This execution environment's log stream, which tells its points from those of others; undefined outside Lambda. */
  readonly instance: string | undefined;
}

/** The only place in this package that reads environment variables, once for each handler or client. */
export function readConsumerSettings(options: ConsumerOptions, variables: Variables = process.env): ConsumerSettings {
  return {
    environment: environmentName(options.environment, variables),
    pipeline: pipelineName(options.pipeline, variables),
    reportBatchItemFailures:
      options.reportBatchItemFailures ?? isTrue(variables.KINESIS_OTEL_REPORT_BATCH_ITEM_FAILURES),
    maxRecordSpans: options.maxRecordSpans ?? 200,
    maxLinks: options.maxLinks ?? 20,
    flushTimeoutMs: options.flushTimeoutMs ?? 500,
    instance: variables.AWS_LAMBDA_LOG_STREAM_NAME,
  };
}

function isTrue(value: string | undefined): boolean {
  return value?.trim().toLowerCase() === 'true';
}
