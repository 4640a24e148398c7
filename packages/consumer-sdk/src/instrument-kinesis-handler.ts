import { attributeNames, KinesisOtelOptionError, withoutThrowing } from '@kinesis-otel/contract';
import { context } from '@opentelemetry/api';
import { outcomeOfResponse, outcomeOfThrow, type RecordOutcome } from './batch-outcome.ts';
import { cleanEvent } from './clean-event.ts';
import { createInvocationParts, type Invocation, type InvocationParts, openInvocation } from './invocation.ts';
import { readKinesisBatch } from './kinesis-batch.ts';
import type { LambdaContext } from './lambda-context.ts';
import { type ConsumerOptions, checkConsumerOptions } from './options.ts';
import { endRecordSpan } from './record-span.ts';

/** A Lambda handler that takes the whole batch and returns or promises its answer. */
export type BatchHandler = (event: never, context: never) => unknown;

/**
 * Wraps a batch handler: it sees the payloads as the producer was given them, inside a batch span linked to the records'
 * producers, and what it returns or throws tells the outcome of every record. Events that are not Kinesis's pass through.
 *
 * @throws KinesisOtelOptionError for an unknown or wrong option, or a handler with a callback
 * @example
 * export const handler = instrumentKinesisHandler(async (event: KinesisStreamEvent) => { … });
 */
export function instrumentKinesisHandler<Handler extends BatchHandler>(
  handler: Handler,
  options: ConsumerOptions = {},
): (...parameters: Parameters<Handler>) => Promise<Awaited<ReturnType<Handler>>> {
  checkConsumerOptions(options);
  if (typeof handler !== 'function' || handler.length > 2) {
    const cure = 'Pass a handler that returns or promises its answer; one with a callback cannot be wrapped.';
    throw new KinesisOtelOptionError('INVALID_OPTION', 'handler', handler, cure);
  }
  const parts = createInvocationParts(options);
  return async (...parameters) => {
    const [event, lambdaContext, ...rest] = parameters as unknown as [unknown, LambdaContext | undefined];
    const call = (seen: unknown) => Reflect.apply(handler, undefined, [seen, lambdaContext, ...rest]);
    const batch = readKinesisBatch(event);
    if (batch === undefined) return call(event);
    const invocation = openInvocation(batch, lambdaContext, parts);
    try {
      const response = await context.with(invocation.context, () => call(cleanEvent(event, invocation.records)));
      await endInvocation(invocation, parts, () => outcomeOfResponse(invocation.records, response, Date.now()));
      return response;
    } catch (error) {
      await endInvocation(invocation, parts, () => outcomeOfThrow(invocation.records, error, Date.now()));
      throw error;
    }
  };
}

async function endInvocation(
  invocation: Invocation,
  { telemetry }: InvocationParts,
  readOutcomes: () => readonly RecordOutcome[],
): Promise<void> {
  const outcomes = withoutThrowing(telemetry.reportOnce, 'a batch has no outcome', [], () => {
    const read = readOutcomes();
    for (const outcome of read) makeRecordSpan(outcome, invocation, telemetry.errorTypeOf);
    return read;
  });
  await invocation.end(outcomes);
}

/** A record's span after the fact: its times are the handler's, and it says so. */
function makeRecordSpan(
  { record, state, error, endedAtMs }: RecordOutcome,
  { recordSpans, invokedAtMs }: Invocation,
  errorTypeOf: (error: unknown) => string,
): void {
  const { span } = recordSpans.open(record, { startTime: invokedAtMs });
  if (span === undefined) return;
  span.setAttribute(attributeNames.spanSource, 'handler');
  endRecordSpan(span, state === 'failure' ? errorTypeOf(error) : undefined, error, endedAtMs);
}
