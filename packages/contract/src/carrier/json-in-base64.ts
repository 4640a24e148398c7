import type { ReadResult } from './carrier.ts';
import { jsonFormat } from './json-format.ts';
import { fragmentHead, maxFragmentLength, readFragment } from './json-fragment.ts';

const encodedHead = Buffer.from(`{${fragmentHead}`).toString('base64').slice(0, 32);
/** Characters that hold `{` and the plain fragment (105 bytes), and the two bytes after them. */
const plainFragmentCharacters = 144;
const maxFragmentCharacters = Math.ceil((maxFragmentLength + 3) / 3) * 4;

/**
 * Takes the carrier out of a JSON payload that is still base64 text, as Lambda hands it over, without decoding the payload.
 *
 * The fragment's length is a multiple of 3 and it stands right after the first byte, so the clean text is one group
 * encoded anew and a slice of the old text: the cost does not grow with the payload. A payload with white space or a
 * byte order mark before its `{` is decoded, cut and encoded instead.
 */
export function takeJsonFromBase64(data: string): ReadResult<string> {
  const isAtHead = data.slice(0, encodedHead.length) === encodedHead;
  if (!isAtHead && !mayStartLater(data)) return { outcome: 'missing', payload: data };
  return (isAtHead ? takeFromHead(data) : undefined) ?? takeDecoded(data);
}

function takeFromHead(data: string): ReadResult<string> | undefined {
  const found = fragmentIn(data, plainFragmentCharacters) ?? fragmentIn(data, maxFragmentCharacters);
  // Only a writer that leaves out the padding makes such a length; its groups cannot be cut. Either is for the bytes to tell.
  if (found === undefined || found.length % 3 !== 0) return undefined;
  const group = (found.length / 3) * 4;
  const firstBytes = Buffer.from(data.slice(group, group + 4), 'base64');
  firstBytes[0] = 0x7b;
  const payload = firstBytes.toString('base64') + data.slice(group + 4);
  return { outcome: 'extracted', carrier: found.carrier, payload };
}

function takeDecoded(data: string): ReadResult<string> {
  const taken = jsonFormat.take(Buffer.from(data, 'base64'));
  if (taken.outcome !== 'extracted') return { outcome: taken.outcome, payload: data };
  const { payload } = taken;
  return { ...taken, payload: Buffer.from(payload.buffer, payload.byteOffset, payload.length).toString('base64') };
}

function fragmentIn(data: string, characters: number): ReturnType<typeof readFragment> {
  return readFragment(Buffer.from(data.slice(0, characters), 'base64').toString('latin1', 1, 1 + maxFragmentLength));
}

const byteOrderMark = 0xef;

function mayStartLater(data: string): boolean {
  const first = Buffer.from(data.slice(0, 4), 'base64')[0];
  return first === 0x20 || first === 0x0a || first === 0x0d || first === 0x09 || first === byteOrderMark;
}
