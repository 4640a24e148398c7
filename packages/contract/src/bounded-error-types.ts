import { otherErrorType } from './attribute-names.ts';

/** Gives an error's `error.type`: its name, or `_OTHER`. */
export type ErrorTypeOf = (error: unknown) => string;

const maxLength = 64;

/**
 * Makes a reader of `error.type` that knows at most `limit` names: an error class named after user data must not make a
 * metric series for every value.
 *
 * @param limit names at most, `_OTHER` apart; 20 if left out
 */
export function boundErrorTypes(limit = 20): ErrorTypeOf {
  const names = new Set<string>();
  return (error) => {
    const name = nameOf(error);
    if (name === undefined) return otherErrorType;
    if (!names.has(name) && names.size >= limit) return otherErrorType;
    names.add(name);
    return name;
  };
}

function nameOf(error: unknown): string | undefined {
  if (typeof error === 'string') return error === '' ? undefined : error.slice(0, maxLength);
  const name = (error as { name?: unknown } | null | undefined)?.name;
  return typeof name === 'string' && name !== '' ? name.slice(0, maxLength) : undefined;
}
