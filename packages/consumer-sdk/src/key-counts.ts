/**
 * Tells which keys are there only once, without looking each up by its text: that takes longer than reading the records
 * did, and of a large batch most contexts are of one record only.
 */
export interface KeyCounts {
  readonly add: (key: string) => void;
  /** False only for a key that was added once, and then nearly always. */
  readonly mayBeShared: (key: string) => boolean;
}

/** So that one key in ten or so shares its place with another. */
const placesPerKey = 8;

/** Makes counts with room for so many keys; of more it tells less. */
export function createKeyCounts(keys: number): KeyCounts {
  const counts = new Uint8Array(2 ** Math.ceil(Math.log2(placesPerKey * keys + 1)));
  const mask = counts.length - 1;
  return {
    add(key) {
      const place = placeOf(key) & mask;
      // More than one is all there is to know, and more than 255 would be 0 again.
      if (counts[place] !== 2) counts[place]++;
    },
    mayBeShared: (key) => counts[placeOf(key) & mask] !== 1,
  };
}

/** Digits at the end of a `traceparent`, behind its span id. */
const endLength = 3;
/** So many digits of a span id are as good as all of them. */
const lookedAtLength = 8;

/** FNV-1a. What is left out of a text need not be different: texts in one place are compared. */
function placeOf(key: string): number {
  const end = key.length - endLength;
  let hash = 0x811c9dc5;
  for (let at = end - lookedAtLength; at < end; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return hash ^ (hash >>> 15);
}
