/** A baggage entry, in the few words that both ends need. */
export type BaggageEntry = readonly [key: string, value: string];

/** The tokens that https://www.w3.org/TR/baggage/#key allows as a key. */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Writes the entries whose keys are allowed as a W3C `baggage` value; undefined where none is. */
export function writeBaggage(entries: Iterable<BaggageEntry>, allowed: ReadonlySet<string>): string | undefined {
  const members: string[] = [];
  for (const [key, value] of entries) {
    if (allowed.has(key) && token.test(key)) members.push(`${key}=${encodeURIComponent(value.toWellFormed())}`);
  }
  return members.length === 0 ? undefined : members.join(',');
}

/** Reads the entries of a W3C `baggage` value whose keys are allowed; properties behind a `;` are left out. */
export function readBaggage(text: string, allowed: ReadonlySet<string>): readonly BaggageEntry[] {
  const entries: BaggageEntry[] = [];
  for (const member of text.split(',')) {
    const [pair = ''] = member.split(';', 1);
    const equals = pair.indexOf('=');
    const key = pair.slice(0, Math.max(equals, 0)).trim();
    if (equals > 0 && allowed.has(key)) entries.push([key, decoded(pair.slice(equals + 1).trim())]);
  }
  return entries;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // A stray percent sign: the value is then what it looks like.
    return value;
  }
}
