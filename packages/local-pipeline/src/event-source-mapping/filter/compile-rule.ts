import { prefixRule, suffixRule } from './affix.ts';
import { anythingButRule } from './anything-but.ts';
import { equalsIgnoreCaseRule, equalsRule } from './equals.ts';
import { existsRule } from './exists.ts';
import { isJsonArray, isJsonObject, type JsonValue } from './json-value.ts';
import type { LeafRule } from './leaf-rule.ts';
import { numericRule } from './numeric.ts';
import { patternError } from './pattern-error.ts';

/** The operators (https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filtering-syntax). */
const operators: Readonly<Record<string, (operand: JsonValue, at: string) => LeafRule>> = {
  prefix: prefixRule,
  suffix: suffixRule,
  'equals-ignore-case': equalsIgnoreCaseRule,
  'anything-but': anythingButRule,
  numeric: numericRule,
  exists: existsRule,
};

/** One entry of a field's list: a value to equal, or an operator. */
export function compileRule(rule: JsonValue, at: string): LeafRule {
  if (isJsonArray(rule)) throw patternError(at, rule, 'Give values and operators, no list in the list.');
  if (!isJsonObject(rule)) return equalsRule(rule);
  const [entry, ...others] = Object.entries(rule);
  const compile = entry && operators[entry[0]];
  if (entry === undefined || compile === undefined || others.length > 0) {
    throw patternError(at, entry?.[0], `Give one operator of ${Object.keys(operators).join(', ')}.`);
  }
  return compile(entry[1], `${at}.${entry[0]}`);
}
