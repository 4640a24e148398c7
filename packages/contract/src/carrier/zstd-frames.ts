/*
 * https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1: a frame is a magic number, a header, blocks, and a checksum of
 * four bytes where the header says so.
 */
const magic: readonly number[] = [0x28, 0xb5, 0x2f, 0xfd];
const flagSingleSegment = 0b0010_0000;
const flagReserved = 0b0000_1000;
const flagChecksum = 0b0000_0100;
const dictionaryIdBytes: readonly number[] = [0, 1, 2, 4];
const contentSizeBytes: readonly number[] = [0, 2, 4, 8];
const blockHeaderBytes = 3;
const blockTypes = { repeated: 1, reserved: 3 } as const;

/** Whether a payload is zstd frames, one or more, that end where it does. Blocks are stepped over, not looked into. */
export function isWholeZstd(payload: Uint8Array): boolean {
  if (payload.length === 0) return false;
  let at = 0;
  while (at < payload.length) at = frameEnd(payload, at);
  return at === payload.length;
}

/** Where the frame that begins at `start` ends; NaN where there is none. */
function frameEnd(payload: Uint8Array, start: number): number {
  for (let index = 0; index < magic.length; index++) if (payload[start + index] !== magic[index]) return Number.NaN;
  const flags = payload[start + magic.length] ?? flagReserved;
  if ((flags & flagReserved) !== 0) return Number.NaN;
  const isSingleSegment = (flags & flagSingleSegment) !== 0;
  // A single segment has no window size, and a content size of one byte where others have none.
  const sizes = (dictionaryIdBytes[flags & 0b11] ?? 0) + (contentSizeBytes[flags >> 6] ?? 0);
  const headerBytes = 1 + sizes + (isSingleSegment && flags >> 6 !== 0 ? 0 : 1);
  const end = blocksEnd(payload, start + magic.length + headerBytes);
  return (flags & flagChecksum) === 0 ? end : end + 4;
}

function blocksEnd(payload: Uint8Array, start: number): number {
  for (let at = start; at + blockHeaderBytes <= payload.length; ) {
    const header = (payload[at] ?? 0) | ((payload[at + 1] ?? 0) << 8) | ((payload[at + 2] ?? 0) << 16);
    const type = (header >> 1) & 0b11;
    if (type === blockTypes.reserved) return Number.NaN;
    at += blockHeaderBytes + (type === blockTypes.repeated ? 1 : header >> 3);
    if ((header & 1) === 1) return at;
  }
  return Number.NaN;
}
