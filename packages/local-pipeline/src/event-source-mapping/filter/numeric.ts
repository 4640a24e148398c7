import { isJsonArray, isJsonNumber, type JsonValue } from './json-value.ts';
import { anyValue, type LeafRule } from './leaf-rule.ts';
import { patternError } from './pattern-error.ts';

type Comparison = (value: number, bound: number) => boolean;

const comparisons: Readonly<Record<string, Comparison>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** `{ "numeric": ["=", 100] }` or a range such as `{ "numeric": [">", 10, "<=", 20] }`; text with digits is no number. */
export function numericRule(terms: JsonValue, at: string): LeafRule {
  const list = isJsonArray(terms) ? terms : [];
  const isPairs = list.length === 2 || list.length === 4;
  if (!isPairs) throw patternError(at, terms, 'Give one or two comparisons, such as [">", 10, "<=", 20].');
  const checks: ((value: number) => boolean)[] = [];
  for (let index = 0; index < list.length; index += 2) checks.push(check(list[index], list[index + 1], at));
  return anyValue((value) => isJsonNumber(value) && checks.every((holds) => holds(Number(value.numberText))));
}

function check(operator: JsonValue | undefined, bound: JsonValue | undefined, at: string): (value: number) => boolean {
  const compare = typeof operator === 'string' ? comparisons[operator] : undefined;
  if (compare === undefined) throw patternError(at, operator, `Give one of ${Object.keys(comparisons).join(' ')}.`);
  if (!isJsonNumber(bound)) throw patternError(at, bound, 'Give a number after each comparison.');
  const number = Number(bound.numberText);
  return (value) => compare(value, number);
}
