import { prefixRule, suffixRule } from './affix.ts';
import { equalsIgnoreCaseRule, isSameLeaf } from './equals.ts';
import { isJsonArray, isJsonNumber, isJsonObject, type JsonValue } from './json-value.ts';
import { anyValue, type LeafRule } from './leaf-rule.ts';
import { patternError } from './pattern-error.ts';

const textRules = { prefix: prefixRule, suffix: suffixRule, 'equals-ignore-case': equalsIgnoreCaseRule };

/** `{ "anything-but": "rain" }`, a list of strings or of numbers, or one rule on text; a missing field does not match. */
export function anythingButRule(excluded: JsonValue, at: string): LeafRule {
  if (isJsonObject(excluded)) return anythingButText(excluded, at);
  const list = isJsonArray(excluded) ? excluded : [excluded];
  const isOfOneKind = list.every((each) => typeof each === 'string') || list.every(isJsonNumber);
  if (list.length === 0 || !isOfOneKind)
    throw patternError(at, excluded, 'Give a string, a number, or a list of either.');
  return anyValue((value) => !list.some((each) => isSameLeaf(each, value)));
}

function anythingButText(rule: Readonly<Record<string, JsonValue>>, at: string): LeafRule {
  const [entry, ...others] = Object.entries(rule);
  const make = entry && textRules[entry[0] as keyof typeof textRules];
  if (make === undefined || others.length > 0) {
    throw patternError(at, rule, `Give one of ${Object.keys(textRules).join(', ')}.`);
  }
  const excludes = make(entry?.[1] ?? null, `${at}.${entry?.[0]}`);
  return anyValue((value) => !excludes([value]));
}
