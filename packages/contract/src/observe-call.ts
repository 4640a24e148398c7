import { types } from 'node:util';
import type { Context } from '@opentelemetry/api';
import type { GlobalApi } from './global-api.ts';

/** A call about to be made: where it runs, and who is told how it ended. Nothing here throws. */
export interface ObservedCall {
  readonly context: Context;
  readonly succeeded: (output: unknown) => void;
  readonly failed: (error: unknown) => void;
}

type Call = (...parameters: readonly unknown[]) => unknown;
type Callback = (this: unknown, ...parameters: unknown[]) => unknown;

/**
 * Makes a call in its context, tells how it ends, and gives or throws what it does: the very answer and the very error.
 *
 * A promise is followed by one of ours, not listened to beside the caller: that would count as handling its rejection,
 * and a failed call that nobody awaits must end the process as it would.
 *
 * @param parameters of the call; a function among them is the callback that is told the end, and runs where its caller
 * stood, not inside the call
 */
export function observeCall(
  api: GlobalApi,
  observed: ObservedCall,
  call: Call,
  parameters: readonly unknown[],
): unknown {
  const callbackAt = parameters.findIndex((each) => typeof each === 'function');
  const callback = parameters[callbackAt] as Callback | undefined;
  const told = callback === undefined ? parameters : parameters.with(callbackAt, listenTo(callback, observed, api));
  let result: unknown;
  try {
    result = api.withContext(observed.context, () => call(...told));
  } catch (error) {
    observed.failed(error);
    throw error;
  }
  if (types.isPromise(result)) return followed(result, observed);
  if (callback === undefined) observed.succeeded(result);
  return result;
}

async function followed(promise: Promise<unknown>, { succeeded, failed }: ObservedCall): Promise<unknown> {
  try {
    const output = await promise;
    succeeded(output);
    return output;
  } catch (error) {
    failed(error);
    throw error;
  }
}

function listenTo(callback: Callback, { succeeded, failed }: ObservedCall, api: GlobalApi): Callback {
  const callersContext = api.activeContext();
  return function told(this: unknown, ...parameters) {
    const [error, output] = parameters;
    if (error) failed(error);
    else succeeded(output);
    return api.withContext(callersContext, () => Reflect.apply(callback, this, parameters));
  };
}
