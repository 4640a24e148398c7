import type { InvokeResult } from '../lambda/invoke-result.ts';
import type { LocalFunction } from '../lambda/local-function.ts';
import type { StreamLedger } from '../ledger/stream-ledger.ts';
import type { GatheredRecord } from './gathered-record.ts';
import { isRefused } from './invoke-refusal.ts';
import type { LambdaRecord } from './lambda-event.ts';
import { countSettled } from './settle-batch.ts';

/** What came of handing records to the function once. */
export interface Attempt {
  /** False where Lambda refused before the function ran. */
  readonly wasInvoked: boolean;
  /** Records settled, counted from the first. */
  readonly settledCount: number;
  readonly result: InvokeResult;
}

/** Who gets the records, and in which event. */
export interface AttemptParts {
  readonly target: Pick<LocalFunction, 'invoke'>;
  readonly page: StreamLedger;
  readonly reportBatchItemFailures: boolean;
  eventOf(records: readonly GatheredRecord[]): object;
  /** The result as the mapping takes it, where a response can be wrong beyond what the function says of itself. */
  judge(result: InvokeResult): InvokeResult;
}

/** Hands records to the function once and enters it in the ledger. */
export async function attemptBatch(records: readonly GatheredRecord[], parts: AttemptParts): Promise<Attempt> {
  const { target, page, reportBatchItemFailures } = parts;
  const answer = await target.invoke(parts.eventOf(records));
  if (isRefused(answer)) {
    page.throttled();
    return { wasInvoked: false, settledCount: 0, result: answer };
  }
  const result = parts.judge(answer);
  page.delivered(records);
  page.invoked(result.ok);
  const sequenceNumbers = records.map(({ sequenceNumber }) => sequenceNumber);
  return { wasInvoked: true, settledCount: countSettled(sequenceNumbers, result, reportBatchItemFailures), result };
}

/** The event of a mapping without windows. */
export function plainEvent(records: readonly GatheredRecord[]): { readonly Records: readonly LambdaRecord[] } {
  return { Records: records.map(({ lambdaRecord }) => lambdaRecord) };
}
