import type { PayloadFormat } from '../../packages/producer-sdk/src/stamping/payload-format.ts';
import { lengthField, varint } from '../support/protobuf-bytes.ts';
import { frames } from '../support/protobuf-payloads.ts';
import type { Random } from './random.ts';

/** The formats that a message can be declared to have. */
export type ProtobufFormat = Exclude<PayloadFormat, 'auto' | 'envelope'>;

/** Messages with fields of every wire type and groups, in the frame of a format, at times cut off. */
export function randomProtobuf(random: Random, format: ProtobufFormat): Buffer {
  const registry = format.split('-')[0] ?? '';
  const fitting = Object.entries(frames).flatMap(([name, frame]) => (name.startsWith(registry) ? [frame] : []));
  const head = format === 'protobuf' ? Buffer.alloc(0) : random.pick(fitting);
  const whole = Buffer.concat([head, ...fields(random, 0)]);
  return random.chance(5) ? whole.subarray(0, random.below(whole.length + 1)) : whole;
}

function fields(random: Random, depth: number): readonly Buffer[] {
  return random.list(depth === 0 ? 6 : 2, () => field(random, depth));
}

function field(random: Random, depth: number): Buffer {
  const number = random.pick([1, 2, 15, 16, 300, 268_371_937, 536_870_911]);
  switch (random.below(depth < 3 ? 5 : 4)) {
    case 0:
      return Buffer.concat([varint(number * 8), varint(random.below(2 ** 31), random.below(3))]);
    case 1:
      return Buffer.concat([varint(number * 8 + 1), Buffer.alloc(8, random.below(256))]);
    case 2:
      return lengthField(number, random.chance(10) ? 'otel-end' : random.bytes(random.chance(95) ? 30 : 3_000));
    case 3:
      return Buffer.concat([varint(number * 8 + 5), Buffer.alloc(4, random.below(256))]);
    default:
      return Buffer.concat([varint(number * 8 + 3), ...fields(random, depth + 1), varint(number * 8 + 4)]);
  }
}
