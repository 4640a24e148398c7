import type { LambdaContext, WrapParts } from '@kinesis-otel/consumer-sdk/host';
import type { UserHandler } from '../loading/find-handler.ts';

/** For nodejs24.x and later, which take what a handler returns, or promises. */
export function wrapForPromises(handler: UserHandler, { run, beforeAnswer, afterAnswer }: WrapParts): UserHandler {
  return async function instrumented(event, context, ...rest) {
    const lambdaContext = context as LambdaContext | undefined;
    try {
      return await run(event, lambdaContext, (seen) => Reflect.apply(handler, this, [seen, context, ...rest]));
    } finally {
      await beforeAnswer(lambdaContext);
      afterAnswer(lambdaContext);
    }
  };
}
