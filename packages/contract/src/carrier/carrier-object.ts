import { readCarrierObject } from './carrier-members.ts';
import { type FoundObject, readPlainCarrier } from './plain-carrier.ts';

/** Reads the carrier object that begins at `start`; undefined where it does not end, or is not one. */
export function findCarrierObject(head: string, start: number): FoundObject | undefined {
  const plain = readPlainCarrier(head, start);
  if (plain !== undefined) return plain;
  const end = objectEnd(head, start);
  if (end === undefined) return undefined;
  const carrier = readCarrierObject(head.slice(start, end));
  return carrier && { carrier, end };
}

/** Just behind the closing brace of the object that begins at `start`; undefined where it does not end. */
function objectEnd(text: string, start: number): number | undefined {
  let depth = 0;
  let isInString = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (isInString) {
      if (character === '\\') at++;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}
