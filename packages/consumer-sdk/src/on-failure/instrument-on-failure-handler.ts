import {
  type BatchHandler,
  checkHandler,
  type InstrumentedHandler,
  keepSignature,
} from '../callbacks/keep-signature.ts';
import { checkOnFailureOptions, type OnFailureOptions } from './on-failure-options.ts';
import { createDeadLetterTeller } from './tell-dead-letters.ts';

/**
 * Wraps the handler of a mapping's on-failure destination, fed by SQS, SNS or S3: counts the records that Lambda gave up
 * (`DLQMessages`), and makes a span for each batch, linked to the traces that made its records where they can be found.
 *
 * What the handler gets, returns, throws and calls back with is not changed. An object in S3 has the records, for
 * `readObject` to read; a message in SQS or SNS has only their place in the stream, which `readStream` reads back, if it
 * is given. A message that comes again in this execution environment is told once. What is about no Kinesis batch passes
 * through.
 *
 * @throws KinesisOtelOptionError for an unknown or wrong option, or a handler that streams its answer
 * @example
 * export const handler = instrumentOnFailureHandler(async (event: SQSEvent) => { … });
 */
export function instrumentOnFailureHandler<Handler extends BatchHandler>(
  handler: Handler,
  options: OnFailureOptions = {},
): InstrumentedHandler<Handler> {
  checkOnFailureOptions(options);
  checkHandler(handler);
  const tell = createDeadLetterTeller(options);
  return keepSignature(handler, async (event, lambdaContext, call) => {
    const telling = tell(event, lambdaContext);
    try {
      return await call(event);
    } finally {
      await telling.end();
    }
  });
}
