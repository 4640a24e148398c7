import type { Writable } from 'node:stream';
import { isThenable, type LambdaContext, type WrapParts } from '@kinesis-otel/consumer-sdk/host';
import type { UserHandler } from '../loading/find-handler.ts';

/** For handlers that write their response: the event, the stream, the context. */
export function wrapForStreaming(handler: UserHandler, { run, beforeAnswer, afterAnswer }: WrapParts): UserHandler {
  return function instrumented(event, stream, context, ...rest) {
    const lambdaContext = context as LambdaContext | undefined;
    let returned: unknown;
    let thrown: { readonly error: unknown } | undefined;
    const call = (seen: unknown): unknown => {
      try {
        returned = Reflect.apply(handler, this, [seen, stream, context, ...rest]);
        return returned;
      } catch (error) {
        thrown = { error };
        throw error;
      }
    };
    const outcome = run(event, lambdaContext, call).finally(() => beforeAnswer(lambdaContext));
    const over = (): void => afterAnswer(lambdaContext);
    outcome.then(() => whenClosed(stream as Writable, over), over);
    if (thrown !== undefined) throw thrown.error;
    // The runtime refuses a streaming handler that promises nothing, and is to refuse this one too.
    return isThenable(returned) ? outcome : returned;
  };
}

function whenClosed(stream: Writable, work: () => void): void {
  if (stream.writableFinished || stream.destroyed) work();
  else stream.once('close', work).once('finish', work);
}
