import { fieldHead } from '../kpl/protobuf.ts';
import { createTailFormat, type TailFormat } from './tail-format.ts';

/**
 * The number of the field that a protobuf message carries context in.
 *
 * Readers pass over a field they do not know (https://protobuf.dev/programming-guides/encoding/), so it must be one that
 * no schema has. Numbers are given out from 1 on, because low ones take fewer bytes; the public registry of extensions
 * is in the thousands, and leaves 50,000 to 99,999 to each organisation; 19,000 to 19,999 are protobuf's own
 * (https://protobuf.dev/programming-guides/proto3/#assigning; 536,870,911 is the largest). This one is far from all of
 * them, and not at the end of the range, which schemas name. Its tag is below 2^31, so that it is no negative number to
 * a reader that keeps tags in signed 32 bits.
 */
export const carrierFieldNumber = 268_371_937;

/**
 * A protobuf message carries context in an unknown field, its last. A message says nowhere that it is one, so the
 * producer has to declare it; the end of the record says that it carries.
 */
export const protobufFormat: TailFormat = createTailFormat('protobuf', (blockBytes) =>
  fieldHead(carrierFieldNumber, blockBytes).toString('latin1'),
);
