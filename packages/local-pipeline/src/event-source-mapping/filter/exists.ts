import type { JsonValue } from './json-value.ts';
import type { LeafRule } from './leaf-rule.ts';
import { patternError } from './pattern-error.ts';

/** `{ "exists": true }` or `{ "exists": false }`, of leaves only: an object counts as missing. */
export function existsRule(expected: JsonValue, at: string): LeafRule {
  if (typeof expected !== 'boolean') throw patternError(at, expected, 'Give true or false.');
  return (values) => values.length > 0 === expected;
}
