import type { Carrier } from './carrier.ts';
import { type Restoration, usualCarrierHeadBytes } from './carrier-format.ts';
import { compareCode, fourAt, lookAtBase64 } from './head-words.ts';
import { carrierHead, plainHead, restoreBrace } from './json-format.ts';
import { plainCarrierEnd, plainCreatedAtMs, plainSentAtMs } from './plain-carrier.ts';
import { isSampledDigit, mixWords, traceparentLength } from './traceparent.ts';

const headCharacters = (usualCarrierHeadBytes / 3) * 4;
const comma = 0x2c;

/** Where the `traceparent` begins and ends in the payload, and the whole groups of base64 around it. */
const traceparentAt = carrierHead.length;
const traceparentEnd = traceparentAt + traceparentLength;
const firstGroup = Math.floor(traceparentAt / 3);
const [groupsFrom, groupsTo] = [4 * firstGroup, 4 * Math.ceil(traceparentEnd / 3)];

/**
 * A carrier of the plain form at the head of a JSON object that is still base64 text.
 *
 * Its `traceparent` is made only when it is asked for: most records of a batch are asked no more than when they were
 * sent, and a text for each of 10,000 costs as much as reading all of them.
 */
export class JsonInBase64 implements Carrier {
  readonly sentAtMs: number;
  readonly createdAtMs?: number;
  readonly restoration: Restoration;
  readonly isSampled: boolean;
  /** As `hashTraceparent` has it. */
  readonly hash: number;
  private readonly text: string;

  /** Of a text that is looked at. */
  constructor(text: string, end: number) {
    this.text = text;
    this.sentAtMs = plainSentAtMs(plainHead.length);
    const createdAtMs = plainCreatedAtMs(plainHead.length);
    if (createdAtMs !== undefined) this.createdAtMs = createdAtMs;
    this.restoration = restoreBrace(end);
    this.isSampled = isSampledDigit(fourAt(traceparentEnd - 1) & 0xff);
    this.hash = mixWords(fourAt(traceparentEnd - 11), fourAt(traceparentEnd - 7));
  }

  get traceparent(): string {
    const from = traceparentAt - 3 * firstGroup;
    return atob(this.groups()).slice(from, from + traceparentLength);
  }

  /** Whether it has the same `traceparent`: what else is in the groups around it is the same for all. */
  hasContextOf(other: JsonInBase64): boolean {
    return this.groups() === other.groups();
  }

  private groups(): string {
    return this.text.slice(groupsFrom, groupsTo);
  }
}

/** Of base64 of `{"_`, with which a carrier's member begins, the first character, and the one that tells most. */
const [firstCode, lastCode] = ['e'.charCodeAt(0), 'f'.charCodeAt(0)];

/** Reads it; undefined for every other payload, with a carrier or without, which `readBase64` is for. */
export function readJsonInBase64(text: string): JsonInBase64 | undefined {
  // Nearly every payload without one differs here.
  if (text.charCodeAt(3) !== lastCode || text.charCodeAt(0) !== firstCode) return undefined;
  if (text.length < headCharacters || !lookAtBase64(text.slice(0, headCharacters))) return undefined;
  const end = plainCarrierEnd(0, usualCarrierHeadBytes, plainHead);
  // Behind the comma the payload goes on.
  if (end === undefined || end >= usualCarrierHeadBytes || compareCode(comma, end) !== 0) return undefined;
  return new JsonInBase64(text, end + 1);
}
