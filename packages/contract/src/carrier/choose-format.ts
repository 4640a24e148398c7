import type { CarrierFormat } from './carrier-format.ts';
import { jsonFormat } from './json-format.ts';

const formats: readonly CarrierFormat[] = [jsonFormat];

/** The format that can carry context in this payload without losing a byte of it; undefined where none can. */
export function chooseFormat(payload: Uint8Array): CarrierFormat | undefined {
  return formats.find((format) => format.recognises(payload));
}
