import { types } from 'node:util';

/** Who is told how a call ended. Neither throws. */
export interface CallObserver {
  readonly succeeded: (output: unknown) => void;
  readonly failed: (error: unknown) => void;
  /** Runs what the caller handed over as it would run without us: outside of what is ours. */
  readonly asCaller: (work: () => unknown) => unknown;
}

type Call = (...parameters: readonly unknown[]) => unknown;
type Callback = (this: unknown, ...parameters: unknown[]) => unknown;

/**
 * Makes a call, tells how it ends, and gives or throws what it does: the very answer and the very error.
 *
 * A promise is followed by one of ours, not listened to beside the caller: that would count as handling its rejection,
 * and a failed call that nobody awaits must end the process as it would.
 *
 * @param parameters of the call; a function among them is the callback that is told the end
 */
export function observeCall(observer: CallObserver, call: Call, parameters: readonly unknown[]): unknown {
  const callbackAt = parameters.findIndex((each) => typeof each === 'function');
  const callback = parameters[callbackAt] as Callback | undefined;
  const told = callback === undefined ? parameters : parameters.with(callbackAt, listenTo(callback, observer));
  let result: unknown;
  try {
    result = call(...told);
  } catch (error) {
    observer.failed(error);
    throw error;
  }
  if (types.isPromise(result)) return followed(result, observer);
  if (callback === undefined) observer.succeeded(result);
  return result;
}

async function followed(promise: Promise<unknown>, { succeeded, failed }: CallObserver): Promise<unknown> {
  try {
    const output = await promise;
    succeeded(output);
    return output;
  } catch (error) {
    failed(error);
    throw error;
  }
}

function listenTo(callback: Callback, { succeeded, failed, asCaller }: CallObserver): Callback {
  return function told(this: unknown, ...parameters) {
    const [error, output] = parameters;
    if (error) failed(error);
    else succeeded(output);
    return asCaller(() => Reflect.apply(callback, this, parameters));
  };
}
