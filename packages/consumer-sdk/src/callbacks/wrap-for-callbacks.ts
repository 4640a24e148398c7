import type { LambdaContext } from '../lambda-context.ts';
import type { RunInvocation } from '../run-invocation.ts';
import { type CallbackContext, openCallbackExchange } from './callback-exchange.ts';
import { isThenable } from './is-thenable.ts';
import { type LoopWatch, sharedLoopWatch } from './loop-watch.ts';

/** A Lambda handler, whatever it takes and gives. */
export type AnyHandler = (this: unknown, ...parameters: unknown[]) => unknown;

/** What a wrapped handler does beside calling the function's own. */
export interface WrapParts {
  readonly run: RunInvocation;
  /** The invocation is over, but for its answer. Never rejects; the answer waits for it. */
  readonly beforeAnswer: (lambdaContext: LambdaContext | undefined) => Promise<void>;
  /** The answer is with the runtime, or about to be. */
  readonly afterAnswer: (lambdaContext: LambdaContext | undefined) => void;
}

/** For the runtimes before nodejs24.x, which ignore what a handler returns unless it is a promise. */
export function wrapForCallbacks(
  handler: AnyHandler,
  { run, beforeAnswer, afterAnswer }: WrapParts,
  loopWatch: () => LoopWatch = sharedLoopWatch,
): AnyHandler {
  return function instrumented(event, context, callback) {
    const loop = loopWatch();
    const lambdaContext = context as CallbackContext | undefined;
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
