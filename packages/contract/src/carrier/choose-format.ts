import type { WritableFormat } from './carrier-format.ts';
import { formats } from './formats.ts';
import { zstdFormat } from './zstd-format.ts';

/** Why a payload can carry no context. */
export type NoFormatReason =
  | 'empty'
  | 'json_not_an_object'
  | 'gzip_with_extra_fields'
  | 'kpl_invalid'
  | 'zstd'
  | 'schema_registry'
  | 'unknown_format';

/** The format that can carry context in this payload without losing a byte of it; undefined where none can. */
export function chooseFormat(payload: Uint8Array): WritableFormat | undefined {
  for (const format of formats) if (format.recognises(payload)) return format;
  return zstdFormat.recognises(payload) ? zstdFormat : undefined;
}

/** Says, by its first bytes, what kind of payload it is that no format can carry context in. */
export function reasonForNoFormat(payload: Uint8Array): NoFormatReason {
  const [first, second, third, fourth] = payload;
  if (first === undefined) return 'empty';
  if (first === 0x1f && second === 0x8b) return 'gzip_with_extra_fields';
  if (first === 0xf3 && second === 0x89 && third === 0x9a && fourth === 0xc2) return 'kpl_invalid';
  if (first === 0x28 && second === 0xb5 && third === 0x2f && fourth === 0xfd) return 'zstd';
  // Glue: 03 and 00 or 05, then a UUID; Confluent: 00, then a schema's number.
  if ((first === 0x03 && (second === 0x00 || second === 0x05)) || first === 0x00) return 'schema_registry';
  return looksLikeJson(payload) ? 'json_not_an_object' : 'unknown_format';
}

/** How arrays, scalars, and objects that are not whole begin. Blank text is as near to them as to anything. */
const jsonStart = /^[ \t\r\n]*(?:$|[[{"\d-]|true|false|null)/;

function looksLikeJson({ buffer, byteOffset, length }: Uint8Array): boolean {
  return jsonStart.test(Buffer.from(buffer, byteOffset, Math.min(length, 80)).toString('latin1'));
}
