import type { JsonValue } from './json-value.ts';
import { anyValue, type LeafRule } from './leaf-rule.ts';
import { patternError } from './pattern-error.ts';

/** `{ "prefix": "us-" }` */
export function prefixRule(prefix: JsonValue, at: string): LeafRule {
  if (typeof prefix !== 'string') throw patternError(at, prefix, 'Give a string.');
  return anyValue((value) => typeof value === 'string' && value.startsWith(prefix));
}

/** `{ "suffix": ".png" }` */
export function suffixRule(suffix: JsonValue, at: string): LeafRule {
  if (typeof suffix !== 'string') throw patternError(at, suffix, 'Give a string.');
  return anyValue((value) => typeof value === 'string' && value.endsWith(suffix));
}
