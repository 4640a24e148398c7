/** One field of a protobuf message: its number, its wire type and where its value lies. */
export interface ProtobufField {
  readonly number: number;
  readonly wireType: number;
  /** The value of a varint field; 0 for the others. */
  readonly varint: number;
  /** Where the field begins, with its tag. */
  readonly start: number;
  /** Where a length-delimited field's bytes begin. */
  readonly valueStart: number;
  readonly end: number;
}

/** Wire types of https://protobuf.dev/programming-guides/encoding/#structure that a proto2 message without groups has. */
export const wireTypes = { varint: 0, fixed64: 1, lengthDelimited: 2, fixed32: 5 } as const;

/**
 * Reads the fields of a message that lies between two positions; undefined where it is not a well-formed one.
 *
 * Numbers and lengths beyond 2^53 are malformed here: nothing that fits a Kinesis record needs them.
 */
export function readFields(bytes: Uint8Array, from: number, to: number): ProtobufField[] | undefined {
  const fields: ProtobufField[] = [];
  let at = from;
  while (at < to) {
    const field = readField(bytes, at, to);
    if (field === undefined) return undefined;
    fields.push(field);
    at = field.end;
  }
  return fields;
}

function readField(bytes: Uint8Array, start: number, to: number): ProtobufField | undefined {
  const tag = readVarint(bytes, start, to);
  if (tag === undefined) return undefined;
  const number = Math.floor(tag.value / 8);
  const wireType = tag.value % 8;
  if (number === 0) return undefined;
  const field = { number, wireType, start, valueStart: tag.end, varint: 0 };
  switch (wireType) {
    case wireTypes.varint: {
      const varint = readVarint(bytes, tag.end, to);
      return varint && { ...field, varint: varint.value, end: varint.end };
    }
    case wireTypes.lengthDelimited: {
      const length = readVarint(bytes, tag.end, to);
      if (length === undefined || length.end + length.value > to) return undefined;
      return { ...field, valueStart: length.end, end: length.end + length.value };
    }
    case wireTypes.fixed64:
    case wireTypes.fixed32: {
      const end = tag.end + (wireType === wireTypes.fixed64 ? 8 : 4);
      return end > to ? undefined : { ...field, end };
    }
    default:
      return undefined;
  }
}

interface Varint {
  readonly value: number;
  readonly end: number;
}

function readVarint(bytes: Uint8Array, start: number, to: number): Varint | undefined {
  let value = 0;
  let scale = 1;
  for (let at = start; at < to && at < start + 10; at++) {
    const byte = bytes[at] ?? 0;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return Number.isSafeInteger(value) ? { value, end: at + 1 } : undefined;
    scale *= 128;
  }
  return undefined;
}

/** Bytes that a number takes as a varint. */
export function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) length++;
  return length;
}

/** Writes a number as a varint and tells where it ends. */
export function writeVarint(target: Uint8Array, at: number, value: number): number {
  let end = at;
  let rest = value;
  while (rest >= 128) {
    target[end++] = (rest % 128) | 0x80;
    rest = Math.floor(rest / 128);
  }
  target[end++] = rest;
  return end;
}
