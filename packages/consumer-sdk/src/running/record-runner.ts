import { withoutThrowing } from '@kinesis-otel/contract';
import type { Context } from '@opentelemetry/api';
import { globalApi } from '../global-api.ts';
import type { ReadRecord } from '../records/read-record.ts';
import type { RecordScope, RecordSpans } from '../spans/record-spans.ts';
import type { ConsumerTelemetry } from '../telemetry.ts';
import type { SettledRecord, SettledRecords } from './settled-record.ts';

/** Does the work of single records. */
export interface RecordRunner {
  /** Gives or throws what the work does. */
  readonly run: <Result>(record: ReadRecord, work: () => Result | PromiseLike<Result>) => Promise<Result>;
  readonly settled: SettledRecords;
  /** Ends the records still at work as failures; what becomes of their work is no longer noted. */
  readonly giveUp: (error: unknown) => void;
}

/** What a record's work needs around it. */
export interface RecordRunnerInput {
  readonly recordSpans: RecordSpans;
  readonly telemetry: ConsumerTelemetry;
  /** Where a record runs whose scope could not be opened. */
  readonly batchContext: Context;
}

/** Makes the runner of one invocation. */
export function createRecordRunner({ recordSpans, telemetry, batchContext }: RecordRunnerInput): RecordRunner {
  const { reportOnce, errorTypeOf } = telemetry;
  const settled = new Map<ReadRecord, SettledRecord>();
  const atWork = new Map<ReadRecord, { readonly scope: RecordScope; readonly startedAt: number }>();
  const settle = (record: ReadRecord, failure?: { readonly error: unknown }): void => {
    const work = atWork.get(record);
    if (work === undefined) return;
    atWork.delete(record);
    const end = { endedAtMs: Date.now(), durationMs: performance.now() - work.startedAt };
    settled.set(record, { record, ...end, ...(failure && { failure }) });
    withoutThrowing(reportOnce, 'a record span did not end', undefined, () => {
      const errorType = failure && errorTypeOf(failure.error);
      recordSpans.close(record, work.scope, { ...end, errorType, error: failure?.error });
    });
  };
  return {
    async run(record, work) {
      const noSpan = { context: batchContext, span: undefined, startedAtMs: Date.now() };
      const scope = withoutThrowing(reportOnce, 'no record span', noSpan, () => recordSpans.open(record));
      atWork.set(record, { scope, startedAt: performance.now() });
      try {
        const result = await globalApi.withContext(scope.context, work);
        settle(record);
        return result;
      } catch (error) {
        settle(record, { error });
        throw error;
      }
    },
    settled,
    giveUp(error) {
      for (const record of [...atWork.keys()]) settle(record, { error });
    },
  };
}
