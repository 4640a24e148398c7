import { rememberLast } from '../remember-last.ts';
import {
  type CarrierFormat,
  type FindResult,
  type HeadRestoration,
  invalid,
  maxCarrierHeadBytes,
  missing,
  type Restoration,
  usualCarrierHeadBytes,
} from './carrier-format.ts';
import { formats } from './formats.ts';
import { partOfBase64 } from './part-of-base64.ts';
import { readTailOfBase64 } from './read-tail.ts';

const usualCharacters = (usualCarrierHeadBytes / 3) * 4;
const maxCharacters = (maxCarrierHeadBytes / 3) * 4;

const maxPrefixCharacters = 12;

/** How the base64 text of a payload of one format begins. */
interface TextStart {
  readonly format: CarrierFormat;
  readonly prefix: string;
}

/** By the code of the text's first character. */
const startsByCode: readonly (TextStart | undefined)[] = textStarts();

/**
 * Finds the carrier of a payload that is still base64 text, as Lambda hands it over.
 *
 * A prefix is compared and a fixed number of characters decoded: the cost does not grow with the payload, but for an
 * aggregate, whose checksum is over all of it.
 */
export function readBase64(data: string): FindResult {
  const found = readHead(data);
  return found === missing ? readTailOfBase64(data) : found;
}

function readHead(data: string): FindResult {
  const start = startsByCode[data.charCodeAt(0)];
  if (start === undefined) return missing;
  const { format, prefix } = start;
  // A slice compared whole is faster than startsWith, and one of 12 characters or fewer is faster yet.
  if (data.slice(0, prefix.length) !== prefix) return missing;
  if (format.needsWhole) return format.find(Buffer.from(data, 'base64'));
  const found = format.find(decodeHead(data, usualCharacters));
  return found === invalid && data.length > usualCharacters ? format.find(decodeHead(data, maxCharacters)) : found;
}

/** Latin-1 text of the first bytes. `atob` takes half the time of a Buffer; text that is not base64 is no payload of Lambda's. */
function decodeHead(data: string, characters: number): string {
  try {
    const head = data.slice(0, characters);
    const text = atob(head);
    if (4 * text.length === 3 * head.length) return text;
    // White space is passed over, and then nothing of the payload lies where its characters say.
    return text.length === Math.floor(((head.length - paddingOf(head)) * 3) / 4) ? text : '';
  } catch {
    return '';
  }
}

function paddingOf(base64: string): number {
  if (!base64.endsWith('=')) return 0;
  return base64.endsWith('==') ? 2 : 1;
}

/** The payload as the producer was given it, as base64 text; for a carrier at its head or its end, without decoding it. */
export function restoreBase64(data: string, restoration: Restoration): string {
  if ('whole' in restoration) return textOf(restoration.whole());
  if ('to' in restoration) return partOfBase64(data, restoration.from, restoration.to);
  const { head, end } = restoration;
  // Only a writer that leaves out the padding makes such a length; the groups behind it cannot be kept.
  if ((end - head.length) % 3 !== 0) return textOf(Buffer.concat([head, Buffer.from(data, 'base64').subarray(end)]));
  const { befores, sharedAt, sharedBits, keptFrom } = cutOf(restoration);
  return (befores[sextetAt(data, sharedAt) & sharedBits] ?? '') + data.slice(keptFrom);
}

/** How a head is taken out of base64 text. */
interface Cut {
  /** What comes before the text that is kept, by the bits of the shared character that are the payload's. */
  readonly befores: readonly string[];
  readonly sharedAt: number;
  readonly sharedBits: number;
  readonly keptFrom: number;
}

/** Nearly all records of a batch have one in common. */
const cutOf = rememberLast(({ head, end }: HeadRestoration): Cut => {
  const before = textOf(head);
  const split = end % 3;
  const sharedAt = ((end - split) / 3) * 4 + split;
  if (split === 0) return { befores: [before], sharedAt, sharedBits: 0, keptFrom: sharedAt };
  // The head ends within a group: the character there has bits of the head's last byte and of the payload's next.
  const at = ((head.length - split) / 3) * 4 + split;
  const sharedBits = split === 1 ? 0b1111 : 0b11;
  const shared = Array.from({ length: sharedBits + 1 }, (_, bits) => alphabet.charAt(sextetAt(before, at) | bits));
  const befores = shared.map((character) => before.slice(0, at) + character);
  return { befores, sharedAt, sharedBits, keptFrom: sharedAt + 1 };
});

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** By its code, what a character of the alphabet stands for. */
const values = Uint8Array.from({ length: 128 }, (_, code) => Math.max(0, alphabet.indexOf(String.fromCharCode(code))));

function sextetAt(text: string, at: number): number {
  return values[text.charCodeAt(at)] ?? 0;
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
}

function textStarts(): readonly (TextStart | undefined)[] {
  const starts: (TextStart | undefined)[] = new Array(128).fill(undefined);
  for (const format of formats) {
    const whole = Buffer.from(format.signature).toString('base64');
    const prefix = whole.slice(0, Math.min(Math.floor(format.signature.length / 3) * 4, maxPrefixCharacters));
    starts[prefix.charCodeAt(0)] = { format, prefix };
    for (const byte of format.mayFollow ?? []) {
      // The first six bits of a byte are the text's first character.
      const first = Buffer.from([byte, 0, 0]).toString('base64').slice(0, 1);
      starts[first.charCodeAt(0)] ??= { format, prefix: first };
    }
  }
  return starts;
}
