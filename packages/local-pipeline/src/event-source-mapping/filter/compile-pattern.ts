import { compileRule } from './compile-rule.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from './json-value.ts';
import { leafValues } from './leaf-rule.ts';
import { patternError } from './pattern-error.ts';

/** Whether an object satisfies a pattern. */
export type Matcher = (fields: JsonObject) => boolean;

/** Compiles a pattern: every field of it has to match. Throws for the first thing that is wrong, with its place. */
export function compilePattern(pattern: JsonObject, at: string): Matcher {
  const fields = Object.entries(pattern);
  if (fields.length === 0) throw patternError(at, pattern, 'Give at least one field.');
  const matchers = fields.map(([field, rule]) => {
    return field === '$or' ? compileOr(rule, `${at}.$or`) : compileField(field, rule, `${at}.${field}`);
  });
  return (event) => matchers.every((matches) => matches(event));
}

function compileField(field: string, rule: JsonValue, at: string): Matcher {
  if (isJsonObject(rule)) return nested(field, compilePattern(rule, at));
  if (!isJsonArray(rule) || rule.length === 0) throw patternError(at, rule, 'Give a list of rules or an object.');
  const rules = rule.map((each, index) => compileRule(each, `${at}[${index}]`));
  return (event) => {
    const values = leafValues(ownField(event, field));
    return rules.some((matches) => matches(values));
  };
}

/** Goes into the field's object, or into any of its array; a missing one has no fields, so that `exists: false` holds. */
function nested(field: string, matches: Matcher): Matcher {
  return (event) => {
    const value = ownField(event, field);
    if (isJsonArray(value)) return value.some((each) => isJsonObject(each) && matches(each));
    return matches(isJsonObject(value) ? value : {});
  };
}

/** `"$or": [pattern, pattern, …]` beside other fields: one of its patterns has to match. */
function compileOr(list: JsonValue, at: string): Matcher {
  if (!isJsonArray(list) || list.length < 2) throw patternError(at, list, 'Give a list of at least two patterns.');
  const matchers = list.map((pattern, index) => {
    if (!isJsonObject(pattern)) throw patternError(`${at}[${index}]`, pattern, 'Give a pattern.');
    return compilePattern(pattern, `${at}[${index}]`);
  });
  return (event) => matchers.some((matches) => matches(event));
}

function ownField(event: JsonObject, field: string): JsonValue | undefined {
  return Object.hasOwn(event, field) ? event[field] : undefined;
}
