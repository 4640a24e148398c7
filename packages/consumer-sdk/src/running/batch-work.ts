import type { KinesisHandlerOptions } from '../kinesis-handler-options.ts';
import type { LambdaContext } from '../lambda-context.ts';
import { buildBatchResponse, type KinesisBatchResponse } from '../outcome/batch-response.ts';
import type { KinesisBatch, KinesisEvent } from '../records/kinesis-batch.ts';
import type { ReadRecord } from '../records/read-record.ts';
import type { RecordRunner } from './record-runner.ts';
import type { RecordWork } from './record-work.ts';
import { createRunByPartitionKey } from './run-by-partition-key.ts';
import { createOrderedRun, type RunRecord } from './run-in-order.ts';
import { type OpenWindow, openWindow } from './tumbling-window.ts';

/** What a handler that works record by record answers: nothing where all is done and nobody listens. */
export type KinesisHandlerResponse = (Partial<KinesisBatchResponse> & { readonly state?: object }) | undefined;

/** One batch to be worked on. */
export interface BatchWorkInput {
  readonly event: KinesisEvent;
  readonly batch: KinesisBatch;
  readonly lambdaContext: LambdaContext | undefined;
  readonly records: readonly ReadRecord[];
  /** Does one record's work inside its span. */
  readonly run: RecordRunner['run'];
}

/** Works on a batch and gives the response; throws where the whole batch is to come again. */
export type BatchWork = (input: BatchWorkInput) => Promise<KinesisHandlerResponse>;

/** Decides, once, in which order records run, and what becomes of a failure. */
export function createBatchWork(
  work: RecordWork,
  options: KinesisHandlerOptions<unknown>,
  reportBatchItemFailures: boolean,
): BatchWork {
  const { onFailure = 'stop', concurrentPartitionKeys = 1, onWindowEnd } = options;
  const isPartial = reportBatchItemFailures && onFailure !== 'throw';
  const afterFailure = onFailure === 'continue' ? 'continue' : 'stop';
  const runRecords =
    concurrentPartitionKeys > 1
      ? createRunByPartitionKey(concurrentPartitionKeys, afterFailure)
      : createOrderedRun(afterFailure);
  const runWindow = createOrderedRun('stop');
  return async ({ event, batch, lambdaContext, records, run }) => {
    const open = openWindow(event);
    const surroundings = { lambdaContext, window: open?.window };
    const runRecord: RunRecord = async (record) => {
      try {
        await run(record, () => work.run(record, batch.streamName, surroundings));
        return undefined;
      } catch (error) {
        return work.isSetAside(error) ? undefined : { record, error };
      }
    };
    const undone = await (open === undefined
      ? runRecords(records, runRecord)
      : runWindow(records, keepStateBetween(open, runRecord)));
    const [first] = undone.failed;
    if (first !== undefined && !isPartial) throw first.error;
    if (open !== undefined && first === undefined) {
      if (open.window.isFinal) await onWindowEnd?.(open.window, lambdaContext);
      open.keepState();
    }
    const response = isPartial ? buildBatchResponse(undone) : undefined;
    return open === undefined ? response : { ...response, state: open.keptState() };
  };
}

/** Keeps the state whenever Lambda's next record begins: an aggregate of which one part failed comes again as a whole. */
function keepStateBetween({ keepState }: OpenWindow, runRecord: RunRecord): RunRecord {
  let last: string | undefined;
  return (record) => {
    if (record.sequenceNumber !== last) keepState();
    last = record.sequenceNumber;
    return runRecord(record);
  };
}
