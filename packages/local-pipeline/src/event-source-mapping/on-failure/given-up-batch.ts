import type { InvokeResult } from '../../lambda/invoke-result.ts';
import type { GatheredRecord } from '../gathered-record.ts';

/** Records a mapping gave up together, and why. There is at least one. */
export interface GivenUpBatch {
  readonly records: readonly GatheredRecord[];
  readonly condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  /** How many times the function got them; 0 where they were too old at first. */
  readonly invocations: number;
  readonly lastResult: InvokeResult | undefined;
}
