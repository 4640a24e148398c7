import { checkOneOf, KinesisOtelOptionError, withoutThrowing } from '@kinesis-otel/contract';
import { context } from '@opentelemetry/api';
import { outcomeOfRun } from './batch-outcome.ts';
import { buildBatchResponse, type KinesisBatchResponse } from './batch-response.ts';
import { type Decode, decodeRecord, type KinesisRecord } from './decode-record.ts';
import { createInvocationParts, type Invocation, type InvocationParts, openInvocation } from './invocation.ts';
import { type KinesisEvent, readKinesisBatch } from './kinesis-batch.ts';
import type { LambdaContext } from './lambda-context.ts';
import { type ConsumerOptions, checkConsumerOptions } from './options.ts';
import type { ReadRecord } from './read-record.ts';
import { endRecordSpan, type RecordScope } from './record-span.ts';
import { runInOrder, type SettledRecord } from './run-in-order.ts';

/** Options of a handler that takes one record at a time. */
export interface KinesisHandlerOptions extends ConsumerOptions {
  /** What `record.data` is. @defaultValue 'json' */
  readonly decode?: Decode;
  /** What to do at a record that fails: `stop` leaves the rest of the batch to the next delivery. @defaultValue 'stop' */
  readonly onFailure?: 'stop';
}

/** The user's function: does one record's work. */
export type OnRecord<Data> = (record: KinesisRecord<Data>) => unknown;

/** A Lambda handler for a Kinesis event source mapping. */
export type KinesisHandler = (
  event: KinesisEvent,
  context?: LambdaContext,
) => Promise<KinesisBatchResponse | undefined>;

/**
 * Makes a Lambda handler out of a function that does one record's work.
 *
 * Records run in shard order, each inside its own span and context. At the first failure it stops: with
 * `reportBatchItemFailures` Lambda delivers again from that record on, without it the invocation fails and the whole
 * batch comes again. No record is ever passed over.
 *
 * @throws KinesisOtelOptionError for an unknown or wrong option
 * @example
 * export const handler = createKinesisHandler<Order>(async ({ data }) => save(data));
 */
export function createKinesisHandler<Data = unknown>(
  onRecord: OnRecord<Data>,
  options: KinesisHandlerOptions = {},
): KinesisHandler {
  checkConsumerOptions(options, ['decode', 'onFailure']);
  checkOneOf('decode', options.decode, ['json', 'text', 'bytes']);
  checkOneOf('onFailure', options.onFailure, ['stop']);
  if (typeof onRecord !== 'function') {
    throw new KinesisOtelOptionError('INVALID_OPTION', 'onRecord', onRecord, 'Pass a function that takes one record.');
  }
  const parts = createInvocationParts(options);
  const isPartial = parts.settings.reportBatchItemFailures;
  return async (event, lambdaContext) => {
    const batch = readKinesisBatch(event);
    if (batch === undefined) throw new TypeError('createKinesisHandler got an event that holds no Kinesis records.');
    const invocation = openInvocation(batch, lambdaContext, parts);
    const settled = await runInOrder(invocation.records, (record) =>
      runRecord(record, invocation, parts, () =>
        onRecord(decodeRecord(record, batch.streamName, options.decode ?? 'json') as KinesisRecord<Data>),
      ),
    );
    const outcomes = outcomeOfRun(invocation.records, settled, isPartial);
    await invocation.end(outcomes);
    const failure = settled.at(-1)?.failure;
    if (failure !== undefined && !isPartial) throw failure.error;
    return isPartial ? buildBatchResponse(outcomes) : undefined;
  };
}

async function runRecord(
  record: ReadRecord,
  invocation: Invocation,
  { telemetry }: InvocationParts,
  work: () => unknown,
): Promise<SettledRecord> {
  const noScope: RecordScope = { context: invocation.context, span: undefined };
  const scope = withoutThrowing(telemetry.reportOnce, 'no record span', noScope, () =>
    invocation.recordSpans.open(record),
  );
  const startedAt = performance.now();
  let failure: { readonly error: unknown } | undefined;
  try {
    await context.with(scope.context, work);
  } catch (error) {
    failure = { error };
  }
  const settled = { record, endedAtMs: Date.now(), durationMs: performance.now() - startedAt };
  const { span } = scope;
  if (span !== undefined) {
    const errorType = failure && telemetry.errorTypeOf(failure.error);
    withoutThrowing(telemetry.reportOnce, 'a record span did not end', undefined, () =>
      endRecordSpan(span, errorType, failure?.error),
    );
  }
  return failure === undefined ? settled : { ...settled, failure };
}
