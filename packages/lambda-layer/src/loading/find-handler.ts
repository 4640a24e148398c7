import { type HandlerName, runtimeError } from './handler-name.ts';

/** A function's handler, whatever it takes and gives. */
export type UserHandler = (this: unknown, ...parameters: unknown[]) => unknown;

/** Finds the export a `Handler` setting names; nodejs24.x also looks into the default export. Throws as the runtimes do. */
export function findHandler(module: unknown, { full, path }: HandlerName, looksIntoDefault: boolean): UserHandler {
  const found = looksIntoDefault ? findInObjects(module, path) : findInAnything(module, path);
  if (!found) throw runtimeError('HandlerNotFound', `${full} is undefined or not exported`);
  if (typeof found !== 'function') throw runtimeError('HandlerNotFound', `${full} is not a function`);
  return found as UserHandler;
}

type Nested = Readonly<Record<string, unknown>>;

function findInAnything(module: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((nested, key) => nested && (nested as Nested)[key], module);
}

function findInObjects(module: unknown, path: readonly string[]): unknown {
  const within = (root: unknown): unknown =>
    path.reduce<unknown>((nested, key) => (isObject(nested) ? nested[key] : undefined), root);
  return within(module) || (isObject(module) && 'default' in module ? within(module.default) : undefined);
}

function isObject(value: unknown): value is Nested {
  return typeof value === 'object' && value !== null;
}
