import type { MappingOptions } from './mapping-options.ts';

/** How a mapping gathers, sends and retries, every default filled in. */
export interface MappingRules {
  readonly batchSize: number;
  readonly batchingWindowMs: number;
  readonly reportBatchItemFailures: boolean;
  readonly bisectBatchOnFunctionError: boolean;
  readonly maximumRetryAttempts: number;
  readonly maximumRecordAgeMs: number;
  readonly parallelizationFactor: number;
  readonly tumblingWindowMs: number;
  readonly pollIntervalMs: number;
}

export function mappingRules(options: MappingOptions): MappingRules {
  return {
    batchSize: options.batchSize,
    batchingWindowMs: options.batchingWindowMs,
    reportBatchItemFailures: options.reportBatchItemFailures,
    bisectBatchOnFunctionError: options.bisectBatchOnFunctionError ?? false,
    maximumRetryAttempts: options.maximumRetryAttempts ?? -1,
    maximumRecordAgeMs: options.maximumRecordAgeMs ?? -1,
    parallelizationFactor: options.parallelizationFactor ?? 1,
    tumblingWindowMs: options.tumblingWindowMs ?? 0,
    pollIntervalMs: options.pollIntervalMs ?? 1000,
  };
}
