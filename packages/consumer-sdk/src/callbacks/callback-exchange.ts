import type { LambdaContext } from '../lambda-context.ts';
import { isThenable } from './is-thenable.ts';

/** Ends an invocation the way it is given. */
type End = (...parameters: unknown[]) => void;

/** Lambda's context as the runtimes before nodejs24.x give it. */
export type CallbackContext = LambdaContext & {
  readonly callbackWaitsForEmptyEventLoop?: boolean;
  done?: End;
  succeed?: End;
  fail?: End;
};

/** One invocation of a handler that may answer by a callback, by its context, by a promise, or not at all. */
export interface CallbackExchange {
  readonly callback: End;
  /** Resolves or rejects with what the handler ended with, whichever way it took. */
  readonly ended: Promise<unknown>;
  /** The handler has returned: a promise ends the invocation, anything else does not. */
  readonly returned: (value: unknown) => void;
  readonly threw: (error: unknown) => void;
  /** Nothing is left to happen: the runtime answers for the handler. */
  readonly loopIsEmpty: () => void;
  /** Tells the runtime, the way the handler took; nothing for a promise, a throw and an empty loop, of which it knows. */
  readonly deliver: () => void;
  /** Whether the runtime holds the answer back until the event loop is empty. */
  readonly isHeldBack: () => boolean;
}

/**
 * Takes the place of the runtime's callback and of the context's methods, until the invocation's telemetry is complete.
 *
 * The first end counts, as with the runtime's own. Once the handler has returned a promise the methods tell the runtime at
 * once: it calls them itself when that promise settles.
 */
export function openCallbackExchange(lambdaContext: CallbackContext | undefined, callback: End): CallbackExchange {
  const { promise: ended, resolve, reject } = Promise.withResolvers<unknown>();
  let deliver: (() => void) | undefined;
  let isHeldBack = false;
  let hasPromise = false;
  const endBy = (tellRuntime: () => void, settle: () => void): boolean => {
    if (hasPromise) tellRuntime();
    if (deliver !== undefined) return false;
    deliver = hasPromise ? () => {} : tellRuntime;
    settle();
    return true;
  };
  const known = (settle: () => void): void => {
    if (deliver !== undefined) return;
    deliver = () => {};
    settle();
  };
  const settleBy = (error: unknown, result: unknown): void => {
    if (error === undefined || error === null) resolve(result);
    else reject(error);
  };
  replaceEnds(lambdaContext, endBy, settleBy);
  // Nobody may be waiting: what the handler threw is thrown on, and the runtime sees it there.
  ended.catch(() => {});
  return {
    callback(...ends) {
      const isFirst = endBy(
        () => callback(...ends),
        () => settleBy(ends[0], ends[1]),
      );
      if (isFirst) isHeldBack = (ends[0] ?? null) === null && lambdaContext?.callbackWaitsForEmptyEventLoop === true;
    },
    ended,
    returned(value) {
      if (!isThenable(value)) return;
      hasPromise = true;
      value.then(
        (result) => known(() => resolve(result)),
        (error) => known(() => reject(error)),
      );
    },
    threw: (error) => known(() => reject(error)),
    loopIsEmpty: () => known(() => resolve(null)),
    deliver: () => deliver?.(),
    isHeldBack: () => isHeldBack,
  };
}

type EndBy = (tellRuntime: () => void, settle: () => void) => void;

/** `done`, `succeed` and `fail` of Lambda's context, which the runtimes before nodejs24.x have. */
function replaceEnds(
  lambdaContext: CallbackContext | undefined,
  endBy: EndBy,
  settleBy: (error: unknown, result: unknown) => void,
): void {
  const settlers = { done: settleBy, succeed: succeedBy(settleBy), fail: failBy(settleBy) };
  for (const name of ['done', 'succeed', 'fail'] as const) {
    const end = lambdaContext?.[name];
    if (lambdaContext === undefined || end === undefined) continue;
    const replacement: End = (...ends) =>
      endBy(
        () => end(...ends),
        () => settlers[name](ends[0], ends[1]),
      );
    // Nothing is thrown at a caller whose context is frozen.
    Reflect.set(lambdaContext, name, replacement);
  }
}

type Settle = (first: unknown, second: unknown) => void;

function succeedBy(settleBy: Settle): Settle {
  return (result) => settleBy(undefined, result);
}

/** A failure without a reason is one too: the runtime calls it `handled`. */
function failBy(settleBy: Settle): Settle {
  return (error) => settleBy(error ?? 'handled', undefined);
}
