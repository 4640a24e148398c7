import { isJsonNumber, type JsonValue } from './json-value.ts';
import { anyValue, type LeafRule } from './leaf-rule.ts';
import { patternError } from './pattern-error.ts';

/** True for the same text, boolean or null, and for numbers written alike. */
export function isSameLeaf(left: JsonValue, right: JsonValue): boolean {
  return isJsonNumber(left) && isJsonNumber(right) ? left.numberText === right.numberText : left === right;
}

/** `"Alice"`, `300`, `true`, `null` and `""`. */
export function equalsRule(expected: JsonValue): LeafRule {
  return anyValue((value) => isSameLeaf(value, expected));
}

/** `{ "equals-ignore-case": "alice" }` */
export function equalsIgnoreCaseRule(expected: JsonValue, at: string): LeafRule {
  if (typeof expected !== 'string') throw patternError(at, expected, 'Give a string.');
  const lower = expected.toLowerCase();
  return anyValue((value) => typeof value === 'string' && value.toLowerCase() === lower);
}
