/** A number together with how it was written: patterns compare numbers by their text, so that 300 is not 300.0. */
export interface JsonNumber {
  readonly numberText: string;
}

export type JsonValue = string | boolean | null | JsonNumber | readonly JsonValue[] | JsonObject;

export interface JsonObject {
  readonly [field: string]: JsonValue;
}

const numbers = new WeakSet<object>();

/** Parses JSON text and keeps the text of every number; throws SyntaxError as JSON.parse does. */
export function parseJsonValue(text: string): JsonValue {
  return JSON.parse(text, keepNumberText) as JsonValue;
}

/** Node calls a reviver with the text a primitive was read from, which the language's types do not know yet. */
function keepNumberText(_field: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number') return value;
  const kept: JsonNumber = { numberText: context?.source ?? String(value) };
  numbers.add(kept);
  return kept;
}

export function isJsonNumber(value: JsonValue | undefined): value is JsonNumber {
  return typeof value === 'object' && value !== null && numbers.has(value);
}

export function isJsonArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !numbers.has(value);
}
