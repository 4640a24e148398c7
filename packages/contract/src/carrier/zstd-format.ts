import type { WritableFormat } from './carrier-format.ts';
import { createTailFormat, type TailFormat } from './tail-format.ts';
import { isWholeZstd } from './zstd-frames.ts';

/** https://www.rfc-editor.org/rfc/rfc8878#section-3.1.2: one of sixteen, then the number of bytes that follow. */
const skippableMagic: readonly number[] = [0x5a, 0x2a, 0x4d, 0x18];

/**
 * A zstd stream carries context in a skippable frame behind it, which decoders pass over. Before it, Node's would stop
 * there.
 *
 * Not where the stream does not end with the payload: the rest of it may be in the next record, and a frame in between
 * would break it.
 */
export const zstdFormat: TailFormat & WritableFormat = {
  ...createTailFormat('zstd', (blockBytes) => {
    const head = Buffer.from([...skippableMagic, 0, 0, 0, 0]);
    head.writeUInt32LE(blockBytes, skippableMagic.length);
    return head.toString('latin1');
  }),
  recognises: isWholeZstd,
};
