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

/** A field that one after another is read into: an aggregate has thousands. */
export type FieldSlot = { -readonly [Key in keyof ProtobufField]: ProtobufField[Key] };

/** Wire types of https://protobuf.dev/programming-guides/encoding/#structure that a proto2 message without groups has. */
export const wireTypes = { varint: 0, fixed64: 1, lengthDelimited: 2, fixed32: 5 } as const;

/**
 * Reads the fields of a message that lies between two positions; undefined where it is not a well-formed one, or has more
 * fields than were asked for.
 *
 * Numbers and lengths beyond 2^53 are malformed here: nothing that fits a Kinesis record needs them.
 */
export function readFields(
  bytes: Uint8Array,
  from: number,
  to: number,
  most: number = Number.POSITIVE_INFINITY,
): ProtobufField[] | undefined {
  const fields: ProtobufField[] = [];
  for (let at = from; at < to; ) {
    if (fields.length >= most) return undefined;
    const field = fieldSlot();
    if (!readField(bytes, at, to, field)) return undefined;
    fields.push(field);
    at = field.end;
  }
  return fields;
}

/** An empty slot. */
export function fieldSlot(): FieldSlot {
  return { number: 0, wireType: 0, start: 0, valueStart: 0, varint: 0, end: 0 };
}

/** Reads the field that begins at `start` into a slot; false where it is malformed or does not end before `to`. */
export function readField(bytes: Uint8Array, start: number, to: number, slot: FieldSlot): boolean {
  if (!readVarint(bytes, start, to, slot)) return false;
  const tag = slot.varint;
  slot.wireType = tag & 7;
  slot.number = (tag - slot.wireType) / 8;
  slot.start = start;
  slot.valueStart = slot.end;
  return slot.number !== 0 && readValue(bytes, to, slot);
}

function readValue(bytes: Uint8Array, to: number, slot: FieldSlot): boolean {
  if (slot.wireType === wireTypes.varint) return readVarint(bytes, slot.valueStart, to, slot);
  if (slot.wireType === wireTypes.lengthDelimited) {
    if (!readVarint(bytes, slot.valueStart, to, slot)) return false;
    slot.valueStart = slot.end;
    slot.end += slot.varint;
  } else if (slot.wireType === wireTypes.fixed64) slot.end += 8;
  else if (slot.wireType === wireTypes.fixed32) slot.end += 4;
  else return false;
  slot.varint = 0;
  return slot.end <= to;
}

/** Reads a number into the slot's `varint`, and where it ends into its `end`. */
function readVarint(bytes: Uint8Array, start: number, to: number, slot: FieldSlot): boolean {
  let value = 0;
  let scale = 1;
  for (let at = start; at < to && at < start + 10; at++) {
    const byte = bytes[at] ?? 0;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) {
      slot.varint = value;
      slot.end = at + 1;
      return Number.isSafeInteger(value);
    }
    scale *= 128;
  }
  return false;
}

/** Bytes that a number takes as a varint. */
export function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) length++;
  return length;
}

/** Writes what stands before the bytes of a length-delimited field: its tag, and their number. */
export function fieldHead(number: number, valueBytes: number): Buffer {
  const tag = number * 8 + wireTypes.lengthDelimited;
  const head = Buffer.allocUnsafe(varintLength(tag) + varintLength(valueBytes));
  writeVarint(head, writeVarint(head, 0, tag), valueBytes);
  return head;
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
