import { type FindResult, type FoundCarrier, invalid, missing } from './carrier-format.ts';
import { protobufFormat } from './protobuf-format.ts';
import { endMark, maxTailBytes, readBlock, usualTailBytes } from './tail-block.ts';
import { zstdFormat } from './zstd-format.ts';

/** The formats whose carrier stands at the payload's end. */
const tailFormats = [protobufFormat, zstdFormat];

const lastByte = endMark.charCodeAt(endMark.length - 1);

/** Finds the carrier at the end of a payload. One byte tells nearly every payload that has none. */
export function readTail(payload: Uint8Array): FindResult {
  if (payload[payload.length - 1] !== lastByte) return missing;
  const { buffer, byteOffset, length } = payload;
  const bytes = Buffer.from(buffer, byteOffset, length);
  return findAtEnd(length, (tailBytes) => bytes.toString('latin1', Math.max(0, length - tailBytes)));
}

/** The base64 text of the mark's last bytes, as many as fill two groups, with so many `=` behind it. */
interface MarkText {
  readonly text: string;
  readonly padding: number;
}

/** By the code of its third character from the end, where no `=` ever is. */
const markTexts: readonly (MarkText | undefined)[] = endsOfMark();

/** The same for a payload that is still base64 text. One character tells nearly every payload that has none. */
export function readTailOfBase64(data: string): FindResult {
  const { length } = data;
  const mark = markTexts[data.charCodeAt(length - 3)];
  if (mark === undefined || length % 4 !== 0 || data.slice(-8) !== mark.text) return missing;
  const { padding } = mark;
  return findAtEnd((length / 4) * 3 - padding, (tailBytes) => decodeTail(data, tailBytes, padding));
}

function endsOfMark(): readonly (MarkText | undefined)[] {
  const marks: (MarkText | undefined)[] = new Array(128).fill(undefined);
  for (const padding of [0, 1, 2]) {
    const text = Buffer.from(endMark.slice(padding - 6)).toString('base64');
    marks[text.charCodeAt(text.length - 3)] = { text, padding };
  }
  return marks;
}

/** Latin-1 text of the last bytes. Text that is not base64 is no payload of Lambda's. */
function decodeTail(data: string, tailBytes: number, padding: number): string {
  try {
    // Two bytes more, for what padding takes away.
    const groups = data.slice(-4 * Math.ceil((tailBytes + 2) / 3));
    const tail = atob(groups);
    // White space is passed over, and then nothing of the payload lies where its characters say.
    return tail.length === (groups.length / 4) * 3 - padding ? tail : '';
  } catch {
    return '';
  }
}

/** @param tailOf gives the record's last bytes, so many or a few more, as Latin-1 text */
function findAtEnd(recordBytes: number, tailOf: (tailBytes: number) => string): FindResult {
  const found = findInTail(tailOf(usualTailBytes), recordBytes);
  return found === invalid && recordBytes > usualTailBytes ? findInTail(tailOf(maxTailBytes), recordBytes) : found;
}

function findInTail(tail: string, recordBytes: number): FindResult {
  if (!tail.endsWith(endMark)) return missing;
  const block = readBlock(tail);
  if (block === undefined) return invalid;
  const { carrier, start } = block;
  for (const { name, frameHead } of tailFormats) {
    const head = frameHead(tail.length - start);
    if (!tail.slice(0, start).endsWith(head)) continue;
    const to = recordBytes - tail.length + start - head.length;
    const found: FoundCarrier = { outcome: 'extracted', carriers: [carrier], restoration: { from: 0, to } };
    return name === 'protobuf' ? { ...found, declared: name } : found;
  }
  return invalid;
}
