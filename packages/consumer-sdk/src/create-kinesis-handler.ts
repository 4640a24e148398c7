import { KinesisOtelOptionError } from '@kinesis-otel/contract';
import { handleBatch } from './handle-batch.ts';
import { createHandlerParts } from './handler-parts.ts';
import type { RecordId } from './invocation-on-context.ts';
import { checkKinesisHandlerOptions, type KinesisHandlerOptions } from './kinesis-handler-options.ts';
import type { LambdaContext } from './lambda-context.ts';
import { type KinesisEvent, readKinesisBatch } from './records/kinesis-batch.ts';
import type { ReadRecord } from './records/read-record.ts';
import { createBatchWork, type KinesisHandlerResponse } from './running/batch-work.ts';
import type { RecordRunner } from './running/record-runner.ts';
import { createRecordWork, type OnRecord } from './running/record-work.ts';
import { findRunningInvocation } from './running-invocation.ts';

/** A Lambda handler for a Kinesis event source mapping. */
export type KinesisHandler = (event: KinesisEvent, context?: LambdaContext) => Promise<KinesisHandlerResponse>;

/**
 * Makes a Lambda handler out of a function that does one record's work.
 *
 * Records run in shard order, each inside its own span and context; an aggregate of the KPL is taken apart. With
 * `reportBatchItemFailures` a failure is reported, and Lambda delivers again from that record on; without it the
 * invocation fails and the whole batch comes again. No record is ever passed over. Inside another handler of this library
 * it joins that one's invocation.
 *
 * @throws KinesisOtelOptionError for an unknown or wrong option
 * @example
 * export const handler = createKinesisHandler<Order>(async ({ data }) => save(data));
 */
export function createKinesisHandler<Data = unknown, State extends object = Record<string, unknown>>(
  onRecord: OnRecord<Data, State>,
  options: KinesisHandlerOptions<Data, State> = {},
): KinesisHandler {
  const untyped = options as KinesisHandlerOptions<unknown>;
  checkKinesisHandlerOptions(untyped);
  if (typeof onRecord !== 'function') {
    throw new KinesisOtelOptionError('INVALID_OPTION', 'onRecord', onRecord, 'Pass a function that takes one record.');
  }
  const parts = createHandlerParts(options);
  const work = createRecordWork(onRecord as OnRecord<unknown>, untyped);
  const workOn = createBatchWork(work, untyped, parts.settings.reportBatchItemFailures);
  return async (event, lambdaContext) => {
    const batch = readKinesisBatch(event);
    if (batch === undefined) throw new TypeError('createKinesisHandler got an event that holds no Kinesis records.');
    const running = findRunningInvocation(event, batch);
    if (running === undefined) {
      return handleBatch(batch, lambdaContext, parts, ({ records, run }) =>
        workOn({ event, batch, lambdaContext, records, run }),
      );
    }
    running.join(parts.settings);
    const run: RecordRunner['run'] = (record, recordWork) => running.runRecord(idOf(record), recordWork);
    return workOn({ event, batch, lambdaContext, records: parts.readRecords(batch), run });
  };
}

function idOf({ sequenceNumber, aggregated }: ReadRecord): RecordId {
  return { sequenceNumber, subSequenceNumber: aggregated?.subSequenceNumber };
}
