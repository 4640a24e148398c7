import type { Carrier } from './carrier.ts';
import { maxCarrierHeadBytes } from './carrier-format.ts';
import { readTraceparent, traceparentLength } from './traceparent.ts';

/** What the members of every carrier begin with, whatever the format around them. */
export const membersHead = '"traceparent":"';

/** What every carrier object begins with. */
export const objectHead = '{"traceparent":"';

/** Characters that the members may come to; what is less needed is left out until they do. */
const maxMembersLength = 2_000;

const maxTracestateLength = 512;
const printableAscii = /^[\x20-\x7e]*$/;

/**
 * Writes the members of the carrier object, without its braces: `"traceparent":"…","sentAt":…`.
 *
 * A `tracestate` that W3C would not allow is left out, and so is what is not printable ASCII; where all would come to
 * more than 2,000 characters, first what other propagators wrote is left out, then baggage.
 */
export function writeMembers(carrier: Carrier): string {
  const { traceparent, sentAtMs, createdAtMs } = carrier;
  const times = createdAtMs === undefined ? `${sentAtMs}` : `${sentAtMs},"createdAt":${createdAtMs}`;
  const plain = `${membersHead}${traceparent}","sentAt":${times}`;
  const { tracestate, baggage, fields } = carrier;
  if (tracestate === undefined && baggage === undefined && fields === undefined) return plain;
  let members = plain;
  for (const [name, value] of optionalMembers(carrier)) {
    if (!printableAscii.test(name + value)) continue;
    const member = `,${JSON.stringify(name)}:${JSON.stringify(value)}`;
    if (members.length + member.length <= maxMembersLength) members += member;
  }
  return members;
}

const paddings: readonly string[] = ['', '  ', ' '];

/** Spaces that bring a text to a length which is a multiple of 3. */
export function paddingFor(length: number): string {
  return paddings[length % 3] ?? '';
}

/** Reads a carrier object, braces included; undefined where it is not one, or is longer than one may be. */
export function readCarrierObject(text: string): Carrier | undefined {
  if (text.length > maxCarrierHeadBytes || !text.startsWith(objectHead) || !text.endsWith('}')) return undefined;
  const members = parseObject(text);
  const { traceparent, sentAt, createdAt, tracestate, baggage, ...others } = members ?? {};
  if (typeof traceparent !== 'string' || traceparent.length !== traceparentLength) return undefined;
  if (readTraceparent(traceparent) === undefined || !isTime(sentAt)) return undefined;
  const fields = Object.entries(others).filter(isField);
  return {
    traceparent,
    sentAtMs: sentAt,
    ...(typeof tracestate === 'string' ? { tracestate } : {}),
    ...(isTime(createdAt) ? { createdAtMs: createdAt } : {}),
    ...(typeof baggage === 'string' ? { baggage } : {}),
    ...(fields.length > 0 ? { fields: Object.fromEntries(fields) } : {}),
  };
}

const ownNames: readonly string[] = ['traceparent', 'tracestate', 'sentAt', 'createdAt', 'baggage', '__proto__'];

function* optionalMembers({ tracestate, baggage, fields }: Carrier): Generator<readonly [string, string]> {
  if (tracestate && tracestate.length <= maxTracestateLength) yield ['tracestate', tracestate];
  if (baggage) yield ['baggage', baggage];
  for (const entry of Object.entries(fields ?? {})) if (!ownNames.includes(entry[0])) yield entry;
}

function isField(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === 'string' && entry[0] !== '__proto__';
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
