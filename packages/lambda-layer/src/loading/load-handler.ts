import { findHandler, type UserHandler } from './find-handler.ts';
import { readHandlerName } from './handler-name.ts';
import { type Loaders, loadAsNodejs22 } from './load-as-nodejs22.ts';
import { loadAsNodejs24 } from './load-as-nodejs24.ts';

/**
 * Whether the runtime is one of those that call back: nodejs22.x and before, but for managed instances, whose runtime is
 * the newer one whatever the function's version.
 */
export function isCallbackRuntime(variables: NodeJS.ProcessEnv = process.env): boolean {
  const major = Number(/nodejs(\d+)\./.exec(variables.AWS_EXECUTION_ENV ?? '')?.[1]);
  return major <= 22 && variables.AWS_LAMBDA_MAX_CONCURRENCY === undefined;
}

/** Loads a function's handler as its runtime would; throws and rejects with what the runtime would word itself, or has worded. */
export type LoadHandler = (root: string, handler: string, load: Loaders) => Promise<UserHandler>;

export const loadHandler: LoadHandler = async (root, handler, load) => {
  const name = readHandlerName(handler);
  const isOld = isCallbackRuntime();
  const module = await (isOld ? loadAsNodejs22 : loadAsNodejs24)(root, name, load);
  return findHandler(module, name, !isOld);
};
