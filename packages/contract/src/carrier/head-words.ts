/*
 * Latin-1 text, copied to bytes and looked at four characters at a time: comparing and checking it so takes a quarter of
 * the time that reading the string character by character does. Each check gives 0 where all is as it should be, so that
 * many are made before there is anything to decide.
 */
const bytes = Buffer.alloc(256);
const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** Characters that can be looked at. */
export const maxWordsLength: number = bytes.length;

/** What `write` calls when it has looked up the encoding, which takes longer than the rest; Node does not document them. */
interface DirectWrites {
  readonly latin1Write?: (text: string, offset: number, length: number) => number;
  readonly base64Write?: (text: string, offset: number, length: number) => number;
}
const direct: DirectWrites = bytes as Buffer & DirectWrites;

type Write = (text: string, length: number) => number;
const writeLatin1: Write =
  direct.latin1Write === undefined
    ? (text, length) => bytes.write(text, 0, length, 'latin1')
    : (text, length) => direct.latin1Write?.(text, 0, length) ?? 0;
const writeBase64: Write =
  direct.base64Write === undefined
    ? (text, length) => bytes.write(text, 0, length, 'base64')
    : (text, length) => direct.base64Write?.(text, 0, length) ?? 0;

/** Takes a text to look at, in place of the last; of a longer one its beginning. */
export function lookAt(text: string): void {
  writeLatin1(text, Math.min(text.length, maxWordsLength));
}

/** Takes what base64 text stands for to look at; false where not each of its characters stands for bits. */
export function lookAtBase64(text: string): boolean {
  const length = (text.length / 4) * 3;
  return writeBase64(text, length) === length;
}

/** Four characters at a place, as one number. */
export function fourAt(at: number): number {
  return words.getInt32(at, true);
}

/** A text to compare with, of four characters or more. */
export interface FixedText {
  readonly length: number;
  /** Its characters, four at a time. */
  readonly words: Int32Array;
  /** Its last four, which may be in the words in part. */
  readonly lastWord: number;
}

/** Prepares a text to compare with. */
export function fixedText(text: string): FixedText {
  const { length } = text;
  const wordAt = (at: number): number => Buffer.from(text, 'latin1').readInt32LE(at);
  const wholeWords = Int32Array.from({ length: Math.floor(length / 4) }, (_, index) => wordAt(4 * index));
  return { length, words: wholeWords, lastWord: wordAt(length - 4) };
}

/** 0 where a text stands at a place. */
export function compareText(text: FixedText, at: number): number {
  let wrong = words.getInt32(at + text.length - 4, true) ^ text.lastWord;
  for (let index = 0; index < text.words.length; index++) {
    wrong |= words.getInt32(at + 4 * index, true) ^ (text.words[index] as number);
  }
  return wrong;
}

/** 0 where a character stands at a place. */
export function compareCode(code: number, at: number): number {
  return words.getUint8(at) ^ code;
}

const fourZeros = 0x30303030;
const eachLowest = 0x01010101;
const eachUpperHalf = 0xf0f0f0f0;
/** Takes a digit's value beyond 9 into the upper half of its byte. */
const beyondNine = 0x06060606;

/** 0 where lower-case hexadecimal digits stand from one place to another, a multiple of four of them. */
export function checkHex(from: number, to: number): number {
  let wrong = 0;
  for (let at = from; at < to; at += 4) wrong |= checkHexWord(words.getInt32(at, true));
  return wrong;
}

/** 0 where two lower-case hexadecimal digits stand at a place. */
export function checkHexPair(at: number): number {
  return checkHexWord(words.getUint16(at, true) | (fourZeros & 0xffff0000));
}

function checkHexWord(word: number): number {
  // 1 for each letter: only their codes have this bit. The codes of a to f are 0x27 further from their values.
  const letters = (word >> 6) & eachLowest;
  const value = word - fourZeros - letters * 0x27;
  return (value & eachUpperHalf) | ((((value + beyondNine) >> 4) & eachLowest) ^ letters);
}

/** Whether nothing but zeros stands from one place to another. */
export function isZero(from: number, to: number): boolean {
  let at = from;
  while (at < to && words.getInt32(at, true) === fourZeros) at += 4;
  return at >= to;
}

/** 0 where thirteen decimal digits stand at a place. */
export function checkThirteenDigits(at: number): number {
  const first = words.getInt32(at, true) - fourZeros;
  const second = words.getInt32(at + 4, true) - fourZeros;
  const third = words.getInt32(at + 8, true) - fourZeros;
  const last = words.getUint8(at + 12) - 0x30;
  const sums = (first + beyondNine) | (second + beyondNine) | (third + beyondNine) | (last + 6);
  return (first | second | third | last | sums) & eachUpperHalf;
}

/** The value of thirteen decimal digits. Apart from the check, which needs no number too large for an integer. */
export function readThirteenDigits(at: number): number {
  const first = fourDigits(words.getInt32(at, true) - fourZeros);
  const second = fourDigits(words.getInt32(at + 4, true) - fourZeros);
  const third = fourDigits(words.getInt32(at + 8, true) - fourZeros);
  return first * 1e9 + (second * 1e5 + third * 10 + (words.getUint8(at + 12) - 0x30));
}

/** The number of four digits, the first of which is in the lowest byte. */
function fourDigits(values: number): number {
  const pairs = Math.imul(values, 10) + (values >> 8);
  return (pairs & 0xff) * 100 + ((pairs >> 16) & 0xff);
}
