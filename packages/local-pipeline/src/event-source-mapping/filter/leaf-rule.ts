import { isJsonArray, isJsonObject, type JsonValue } from './json-value.ts';

/** Whether a field's values satisfy a rule; none where the field is missing. */
export type LeafRule = (values: readonly JsonValue[]) => boolean;

/** The rule that one value has to satisfy, out of the several an array has. */
export function anyValue(matches: (value: JsonValue) => boolean): LeafRule {
  return (values) => values.some(matches);
}

/** A field's values: its own, or those of its array. An object has none, for rules work on leaves only. */
export function leafValues(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined || isJsonObject(value)) return [];
  return isJsonArray(value) ? value.flatMap(leafValues) : [value];
}
