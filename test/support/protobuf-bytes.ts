import { createHash } from 'node:crypto';

/*
 * Protobuf as its documentation has it, byte by byte and apart from the code under test, so that what that code would
 * never write can be written too.
 */

/** A number as a varint; `extraBytes` makes it longer than it need be. */
export function varint(value: number, extraBytes = 0): Buffer {
  const bytes: number[] = [];
  for (let rest = value; bytes.length === 0 || rest > 0; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  for (let more = 0; more < extraBytes; more++) bytes.push(0x80);
  return Buffer.from(bytes.with(-1, Number(bytes.at(-1)) & 0x7f));
}

/** A field whose value is a number. */
export function numberField(number: number, value: number): Buffer {
  return Buffer.concat([varint(number * 8), varint(value)]);
}

/** A field whose value has a length: text, bytes, or a message. */
export function lengthField(number: number, ...parts: readonly (Uint8Array | string)[]): Buffer {
  const value = Buffer.concat(parts.map((part) => Buffer.from(part as Uint8Array)));
  return Buffer.concat([varint(number * 8 + 2), varint(value.length), value]);
}

/** The magic number, a message of these fields, and its MD5. */
export function aggregateOf(...fields: readonly Uint8Array[]): Buffer {
  const message = Buffer.concat(fields);
  return Buffer.concat([Buffer.from('f3899ac2', 'hex'), message, createHash('md5').update(message).digest()]);
}

/** A user record: index of its partition key, and data; `others` are its other fields. */
export function userRecord(partitionKeyIndex: number, data: string, ...others: readonly Uint8Array[]): Buffer {
  return lengthField(3, numberField(1, partitionKeyIndex), lengthField(3, data), ...others);
}

/** A tag, as a field of a user record. */
export function tagField(key: string, value: string): Buffer {
  return lengthField(4, lengthField(1, key), lengthField(2, value));
}
