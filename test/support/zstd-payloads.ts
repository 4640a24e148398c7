import { constants, zstdCompressSync } from 'node:zlib';

const text = Buffer.from('{"id":42,"name":"café"}'.repeat(20));
const plain = zstdCompressSync(text);

/** A frame by hand: a header with these flags and fields, one raw block of one byte, a checksum where the flags have one. */
function frame(flags: number, ...fields: readonly number[]): Buffer {
  const block = [0x09, 0, 0, 0x78];
  return Buffer.from([0x28, 0xb5, 0x2f, 0xfd, flags, ...fields, ...block, ...(flags & 4 ? [1, 2, 3, 4] : [])]);
}

/** zstd streams that carry context. */
export const zstdPayloads: Readonly<Record<string, Buffer>> = {
  'a zstd stream': plain,
  'a zstd stream of nothing': zstdCompressSync(Buffer.alloc(0)),
  'a zstd stream with a checksum': zstdCompressSync(text, { params: { [constants.ZSTD_c_checksumFlag]: 1 } }),
  'a zstd stream without its content’s size': zstdCompressSync(text, {
    params: { [constants.ZSTD_c_contentSizeFlag]: 0 },
  }),
  'a zstd stream of a repeated byte': zstdCompressSync(Buffer.alloc(100_000, 7)),
  'a zstd stream of several blocks': zstdCompressSync(Buffer.from(Array.from({ length: 300_000 }, (_, at) => at * at))),
  'two zstd streams in a row': Buffer.concat([plain, plain]),
};

/** Frames with every field a header can have; decoders want dictionaries for some. */
export const zstdHeaders: Readonly<Record<string, Buffer>> = {
  'a zstd frame of a byte five times': Buffer.from('28b52ffd20052b000078', 'hex'),
  'a zstd frame with a window': frame(0x00, 0x58),
  'a zstd frame with a window and a dictionary of one byte': frame(0x01, 0x58, 7),
  'a zstd frame of a single segment': frame(0x20, 1),
  'a zstd frame of a single segment, its size in two bytes': frame(0x60, 1, 0),
  'a zstd frame with a size in four bytes and a dictionary of two': frame(0x82, 0x58, 7, 0, 1, 0, 0, 0),
  'a zstd frame with a size in eight bytes, a dictionary of four and a checksum': frame(
    0xe7,
    ...[7, 0, 0, 0],
    ...[1, 0, 0, 0, 0, 0, 0, 0],
  ),
};

/** What begins as zstd does, and carries nothing. */
export const otherZstdPayloads: Readonly<Record<string, Buffer>> = {
  'the magic number of zstd': plain.subarray(0, 4),
  'zstd that is cut off': plain.subarray(0, -1),
  'zstd with something behind it': Buffer.concat([plain, Buffer.from([0])]),
  'zstd with a reserved flag': frame(0x28, 1),
  'zstd with a reserved kind of block': Buffer.from('28b52ffd2001070000', 'hex'),
  'zstd without a last block': Buffer.from('28b52ffd200108000078', 'hex'),
  'zstd with a skippable frame behind it': Buffer.concat([plain, Buffer.from('502a4d180100000000', 'hex')]),
};
