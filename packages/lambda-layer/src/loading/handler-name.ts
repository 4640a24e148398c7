import { basename } from 'node:path';

/** A function's `Handler` setting, taken apart as the runtimes take it. */
export interface HandlerName {
  /** As it was given. */
  readonly full: string;
  /** The folder, relative to the function's root; empty for the root itself. */
  readonly folder: string;
  /** The file, without its ending. */
  readonly file: string;
  /** The export, which may lie in another: `api.handler`. */
  readonly path: readonly string[];
}

/** Reads a `Handler` setting; throws what the runtimes throw for one that is none. */
export function readHandlerName(full: string): HandlerName {
  if (full.includes('..')) {
    throw runtimeError(
      'MalformedHandlerName',
      `'${full}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  const last = basename(full);
  const dot = last.indexOf('.');
  if (dot < 0) throw runtimeError('MalformedHandlerName', 'Bad handler');
  return {
    full,
    folder: full.slice(0, full.indexOf(last)),
    file: last.slice(0, dot),
    path: last.slice(dot + 1).split('.'),
  };
}

/** An error that Lambda shows under one of the runtime's own names. */
export function runtimeError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name: `Runtime.${name}` });
}
