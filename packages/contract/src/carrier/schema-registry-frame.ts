import { skipVarint } from '../kpl/is-message.ts';

/**
 * What stands before a protobuf message: nothing, or the frame of a schema registry.
 *
 * - `glue`: `03`, `00`, a UUID of 16 bytes, and the message's index as a varint
 *   (https://github.com/awslabs/aws-glue-schema-registry, `ProtobufWireFormatEncoder`). `05` in second place: what follows
 *   the UUID is compressed.
 * - `confluent`: `00`, the schema's number in four bytes, and the message's indexes: how many, then each, as zigzag
 *   varints; a single `00` for the first message
 *   (https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format).
 */
export type SchemaRegistryFrame = 'none' | 'glue' | 'confluent';

const glueVersion = 0x03;
const notCompressed = 0x00;
const compressed = 0x05;
const glueHeaderBytes = 18;
const confluentVersion = 0x00;
const confluentHeaderBytes = 5;

/** Where the message behind a frame begins; undefined where the frame is not there. */
export function messageStart(payload: Uint8Array, frame: SchemaRegistryFrame): number | undefined {
  if (frame === 'none') return 0;
  const start = frame === 'glue' ? behindGlue(payload) : behindConfluent(payload);
  return start <= payload.length ? start : undefined;
}

/** Whether what the frame is around is compressed, so that nothing can be added to it. */
export function isCompressed(payload: Uint8Array, frame: SchemaRegistryFrame): boolean {
  return frame === 'glue' && payload[0] === glueVersion && payload[1] === compressed;
}

function behindGlue(payload: Uint8Array): number {
  if (payload[0] !== glueVersion || payload[1] !== notCompressed) return Number.NaN;
  return skipVarint(payload, glueHeaderBytes);
}

function behindConfluent(payload: Uint8Array): number {
  if (payload[0] !== confluentVersion) return Number.NaN;
  const indexesAt = skipVarint(payload, confluentHeaderBytes);
  // Zigzag: a number that is not negative is written as its double. Messages are not nested deeper than one byte says.
  const count = (payload[confluentHeaderBytes] ?? 0) / 2;
  if (indexesAt !== confluentHeaderBytes + 1 || !Number.isInteger(count)) return Number.NaN;
  let start = indexesAt;
  for (let index = 0; index < count; index++) start = skipVarint(payload, start);
  return start;
}
