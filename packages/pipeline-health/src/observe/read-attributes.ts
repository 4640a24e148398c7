import type { OtlpKeyValue } from './otlp-json.ts';
import { readInteger } from './read-integer.ts';

/** An attribute's value; lists, maps and bytes are left out because nothing here asks for them. */
export type AttributeValue = string | number | boolean;

/** Attributes by key. */
export type Attributes = ReadonlyMap<string, AttributeValue>;

/** Turns OTLP's key-value list into a map; the last of two equal keys wins. */
export function readAttributes(list: readonly OtlpKeyValue[] | undefined): Attributes {
  const attributes = new Map<string, AttributeValue>();
  for (const { key, value } of list ?? []) {
    const integer = value?.intValue === undefined ? undefined : readInteger(value.intValue);
    const plain = value?.stringValue ?? value?.boolValue ?? integer ?? value?.doubleValue;
    if (plain !== undefined) attributes.set(key, plain);
  }
  return attributes;
}
