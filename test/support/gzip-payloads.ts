import { gzipSync } from 'node:zlib';

/** The header flags of RFC 1952, section 2.3.1. */
export const gzipFlags = { text: 1, headerCrc: 2, extra: 4, name: 8, comment: 16, reserved: 32 } as const;

const plain = gzipSync('{"a":1}');

/** A gzip stream whose header has the flags and the fields given; the rest is as zlib made it. */
export function gzipWith(flags: number, fields: Uint8Array | string, stream: Uint8Array = plain): Buffer {
  const header = Buffer.from(stream.subarray(0, 10));
  header[3] = flags;
  return Buffer.concat([header, Buffer.from(fields as string), stream.subarray(10)]);
}

/** The extra field of BGZF, which says how long the block is. */
const bgzfField = Buffer.from([6, 0, 0x42, 0x43, 2, 0, 0x1b, 0]);
const anothersField = Buffer.from([8, 0, 0x41, 0x70, 4, 0, 1, 2, 3, 4]);

/** Gzip streams that carry context. */
export const gzipPayloads: Readonly<Record<string, Buffer>> = {
  'a gzip stream': plain,
  'a gzip stream of nothing': gzipSync(''),
  'a gzip stream of 100 KB': gzipSync('{"delayMinutes":12}'.repeat(5_400)),
  'a gzip stream that is called text (FTEXT)': gzipWith(gzipFlags.text, ''),
  'a gzip stream with a file name (FNAME)': gzipWith(gzipFlags.name, 'orders.json\0'),
  'a gzip stream with a comment (FCOMMENT)': gzipWith(gzipFlags.comment, 'from the caf\xe9\0'),
  'a gzip stream with a name and a comment': gzipWith(gzipFlags.name | gzipFlags.comment, 'orders.json\0of today\0'),
  'a gzip stream of two members': Buffer.concat([gzipSync('{"a":'), gzipSync('1}')]),
  'a gzip stream whose second member has extra fields': Buffer.concat([plain, gzipWith(gzipFlags.extra, bgzfField)]),
  'a gzip stream with zeros behind it': Buffer.concat([plain, Buffer.alloc(7)]),
};

/** Gzip streams that carry none, because their header could not be given back, or would be wrong. */
export const otherGzipPayloads: Readonly<Record<string, Buffer>> = {
  'a gzip stream with a header checksum (FHCRC)': gzipWith(gzipFlags.headerCrc, Buffer.from([0x12, 0x34])),
  'a gzip stream with extra fields (FEXTRA)': gzipWith(gzipFlags.extra, anothersField),
  'a BGZF block': gzipWith(gzipFlags.extra, bgzfField),
  'a gzip stream with a reserved flag': gzipWith(gzipFlags.reserved, ''),
  'a gzip stream of an unknown method': Buffer.concat([Buffer.from([0x1f, 0x8b, 0x09]), plain.subarray(3)]),
  'a gzip stream that is too short to be whole': plain.subarray(0, 17),
  'the first two bytes of a gzip stream': plain.subarray(0, 2),
};
