import { withoutThrowing } from '@kinesis-otel/contract';
import { globalApi } from './global-api.ts';
import { getInvocation } from './invocation-on-context.ts';
import { openLoneRecord } from './records/lone-record.ts';
import { openConsumerTelemetry } from './telemetry.ts';

/** A record of a Lambda Kinesis event, as far as it is told from others; what a parser made of its data does not matter. */
export interface RecordLike {
  readonly kinesis: { readonly sequenceNumber: string };
}

/**
 * Does one record's work in the record's own span and trace: inside a plain loop, the record handler of Powertools, or
 * middy. Gives or throws what the work does.
 *
 * Inside `instrumentKinesisHandler` the record is measured by its own work, and gets one span, not two. Outside of any
 * handler of ours the record is read here: the work gets it as the producer was given it, its span goes to what is
 * registered with OpenTelemetry, and nothing is counted, since nobody knows what becomes of the batch. For anything but
 * a Kinesis record only the work is done.
 *
 * @param work gets the record, its payload as the producer was given it
 * @example
 * await processPartialResponse(event, (record) => withRecordSpan(record, () => save(record)), processor, { context });
 */
export async function withRecordSpan<Kind extends RecordLike, Result>(
  record: Kind,
  work: (record: Kind) => Result | PromiseLike<Result>,
): Promise<Result> {
  const sequenceNumber = (record as Partial<RecordLike> | null | undefined)?.kinesis?.sequenceNumber;
  const invocation = getInvocation(globalApi.activeContext());
  if (sequenceNumber !== undefined && invocation?.hasRecord(sequenceNumber) === true) {
    return invocation.runRecord({ sequenceNumber }, () => work(record));
  }
  telemetry ??= openConsumerTelemetry({});
  const { reportOnce, tracer, errorTypeOf } = telemetry;
  const lone = withoutThrowing(reportOnce, 'no record span', undefined, () => openLoneRecord(record, tracer));
  if (lone === undefined) return work(record);
  const end = (failure?: { readonly error: unknown }): void =>
    withoutThrowing(reportOnce, 'a record span did not end', undefined, () =>
      lone.end(failure && errorTypeOf(failure.error), failure?.error),
    );
  try {
    const result = await globalApi.withContext(lone.context, () => work(lone.record));
    end();
    return result;
  } catch (error) {
    end({ error });
    throw error;
  }
}

/** For records outside of a handler; made when the first one comes, from what is registered by then and later. */
let telemetry: ReturnType<typeof openConsumerTelemetry> | undefined;
