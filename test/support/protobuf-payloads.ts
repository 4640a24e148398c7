import { lengthField, numberField, varint } from './protobuf-bytes.ts';

const fixed64 = Buffer.concat([varint(9 * 8 + 1), Buffer.alloc(8, 7)]);
const fixed32 = Buffer.concat([varint(300 * 8 + 5), Buffer.alloc(4, 7)]);
const group = (number: number, ...fields: readonly Uint8Array[]) =>
  Buffer.concat([varint(number * 8 + 3), ...fields, varint(number * 8 + 4)]);

/** Well-formed messages, as one may be declared to be. */
export const protobufMessages: Readonly<Record<string, Buffer>> = {
  'a message': Buffer.concat([lengthField(1, 'order-42'), numberField(2, 42)]),
  'an empty message': Buffer.alloc(0),
  'a message of every wire type': Buffer.concat([numberField(1, 2 ** 40), fixed64, lengthField(15, 'é'), fixed32]),
  'a message with a negative number': Buffer.concat([varint(8), Buffer.from('ffffffffffffffffff01', 'hex')]),
  'a message with groups': Buffer.concat([group(3, numberField(1, 1), group(3)), group(200, lengthField(1, '3'))]),
  'a message with the largest field number': lengthField(536_870_911, 'last'),
  'a message with numbers longer than they need be': Buffer.concat([
    varint(8, 3),
    varint(1, 6),
    varint(18),
    varint(0, 2),
  ]),
  'a message that begins as JSON does': group(15, lengthField(4, 'x'.repeat(95))),
  'a message that begins as white space does': numberField(4, 9),
  'a message that begins with a line feed': lengthField(1, '{"_otel":{"traceparent":"'),
  'a message of 100 KB': Buffer.concat([lengthField(1, Buffer.alloc(100_000, 0xff)), numberField(2, 1)]),
  'a message that ends as a carrier does': lengthField(1, '\u0000\u0000otel-end'),
};

/** What is no message, whatever it is declared to be. */
export const noMessages: Readonly<Record<string, Buffer>> = {
  'a JSON object': Buffer.from('{"a":1}'),
  'a JSON array': Buffer.from('[1,2,3]'),
  text: Buffer.from('hello, world'),
  'a tag without a value': Buffer.from([0x0a]),
  'a tag that does not end': Buffer.from([0x8a, 0x80]),
  'a field that is cut off': lengthField(1, 'order-42').subarray(0, -1),
  'a fixed64 that is cut off': fixed64.subarray(0, -1),
  'a fixed32 that is cut off': fixed32.subarray(0, -1),
  'a varint that does not end': Buffer.from([0x08, 0x80]),
  'a varint of eleven bytes': Buffer.concat([Buffer.from([0x08]), varint(1, 10)]),
  'a length beyond all bounds': Buffer.concat([Buffer.from([0x0a]), Buffer.from('ffffffffffffffffff7f', 'hex')]),
  'a field of number 0': Buffer.from([0x02, 0x00]),
  'a field number beyond the largest': Buffer.concat([varint(536_870_912 * 8), varint(1)]),
  'wire type 6': Buffer.from([0x0e, 0x00]),
  'wire type 7': Buffer.from([0x0f, 0x00]),
  'a group that is not closed': Buffer.from([0x0b, 0x08, 0x01]),
  'a group that is closed as another': Buffer.from([0x0b, 0x14]),
  'a group that was not opened': Buffer.from([0x0c]),
  'groups that overlap': Buffer.from([0x0b, 0x13, 0x0c, 0x14]),
};

const uuid = 'b7b4a7f09c964e4a8687fb0b3a5d1a2c';

/** Frames of schema registries, as they stand before a message. */
export const frames: Readonly<Record<string, Buffer>> & Readonly<Record<'glue' | 'confluent', Buffer>> = {
  glue: Buffer.from(`0300${uuid}00`, 'hex'),
  'glue, of the 200th message': Buffer.from(`0300${uuid}c801`, 'hex'),
  confluent: Buffer.from('000000000700', 'hex'),
  'confluent, of a message in the third message': Buffer.from('0000000007040402', 'hex'),
  'confluent, of the 100th message': Buffer.from('000000000702c801', 'hex'),
};

/** A record of the Glue schema registry whose message is compressed. */
export const compressedGlue: Buffer = Buffer.from(`0305${uuid}789c636000000001`, 'hex');

/** What is no frame of a schema registry. */
export const noFrames: Readonly<Record<'glue' | 'confluent', Readonly<Record<string, Buffer>>>> = {
  glue: {
    'nothing at all': Buffer.alloc(0),
    'a frame of another version': Buffer.from(`0400${uuid}00`, 'hex'),
    'an unknown compression': Buffer.from(`0301${uuid}00`, 'hex'),
    'a frame of Confluent': frames.confluent,
    'a frame that is cut off': frames.glue.subarray(0, 17),
    'a frame without an index': frames.glue.subarray(0, 18),
    'a frame whose index does not end': Buffer.from(`0300${uuid}ff`, 'hex'),
  },
  confluent: {
    'nothing at all': Buffer.alloc(0),
    'a frame of another version': Buffer.from('010000000700', 'hex'),
    'a frame that is cut off': frames.confluent.subarray(0, 4),
    'a frame without indexes': frames.confluent.subarray(0, 5),
    'a frame with fewer indexes than it says': Buffer.from('00000000070402', 'hex'),
    'a frame with a negative number of indexes': Buffer.from('00000000070102020202', 'hex'),
    'a frame with more indexes than a message is deep': Buffer.concat([
      Buffer.from('00000000078001', 'hex'),
      Buffer.alloc(100),
    ]),
  },
};
