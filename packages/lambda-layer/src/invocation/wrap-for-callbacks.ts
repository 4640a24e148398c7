import type { UserHandler } from '../loading/find-handler.ts';
import { type CallbackContext, openCallbackExchange } from './callback-exchange.ts';
import { isThenable } from './is-thenable.ts';
import { type LoopWatch, watchLoop } from './loop-watch.ts';
import type { WrapParts } from './wrap-parts.ts';

/** For the runtimes before nodejs24.x, which ignore what a handler returns unless it is a promise. */
export function wrapForCallbacks(
  handler: UserHandler,
  { run, beforeAnswer, afterAnswer }: WrapParts,
  loop: LoopWatch = watchLoop(),
): UserHandler {
  return function instrumented(event, context, callback) {
    const lambdaContext = context as CallbackContext;
    const exchange = openCallbackExchange(lambdaContext, callback as (...ends: unknown[]) => void);
    const isOver = loop.whenEmpty(exchange.loopIsEmpty);
    let returned: unknown;
    let thrown: { readonly error: unknown } | undefined;
    const call = (seen: unknown): unknown => {
      try {
        returned = Reflect.apply(handler, this, [seen, context, exchange.callback]);
        exchange.returned(returned);
      } catch (error) {
        thrown = { error };
        exchange.threw(error);
      }
      return exchange.ended;
    };
    const outcome = run(event, lambdaContext, call).finally(async () => {
      isOver();
      await beforeAnswer(lambdaContext);
      exchange.deliver();
      if (exchange.isHeldBack()) loop.whenEmpty(() => afterAnswer(lambdaContext));
      else afterAnswer(lambdaContext);
    });
    // The runtime hears of a failure from what is thrown or called; only a promise of the handler's own is answered by one.
    outcome.catch(() => {});
    if (thrown !== undefined) throw thrown.error;
    return isThenable(returned) ? outcome : undefined;
  };
}
