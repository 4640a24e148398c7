import { KinesisOtelOptionError } from '@kinesis-otel/contract';
import type { BatchHandler, InstrumentedHandler } from '../instrument-kinesis-handler.ts';
import type { LambdaContext } from '../lambda-context.ts';
import { checkOnFailureOptions, type OnFailureOptions } from './on-failure-options.ts';
import { createDeadLetterTeller } from './tell-dead-letters.ts';

/**
 * Wraps the handler of a mapping's on-failure destination, fed by SQS, SNS or S3: counts the records that Lambda gave up
 * (`DLQMessages`), and makes a span for each batch, linked to the traces that made its records where they can be found.
 *
 * What the handler gets, returns and throws is not changed. An object in S3 has the records, for `readObject` to read; a
 * message in SQS or SNS has only their place in the stream, which `readStream` reads back, if it is given. A message that
 * comes again in this execution environment is told once. What is about no Kinesis batch passes through.
 *
 * @throws KinesisOtelOptionError for an unknown or wrong option, or a handler with a callback
 * @example
 * export const handler = instrumentOnFailureHandler(async (event: SQSEvent) => { … });
 */
export function instrumentOnFailureHandler<Handler extends BatchHandler>(
  handler: Handler,
  options: OnFailureOptions = {},
): InstrumentedHandler<Handler> {
  checkOnFailureOptions(options);
  if (typeof handler !== 'function' || handler.length > 2) {
    const cure = 'Pass a handler that returns or promises its answer; one with a callback cannot be wrapped.';
    throw new KinesisOtelOptionError('INVALID_OPTION', 'handler', handler, cure);
  }
  const tell = createDeadLetterTeller(options);
  return async (...parameters) => {
    const given = parameters as unknown as [unknown, LambdaContext | undefined];
    const telling = tell(given[0], given[1]);
    try {
      return await Reflect.apply(handler, undefined, given);
    } finally {
      await telling.end();
    }
  };
}
