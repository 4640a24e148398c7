/** The texts that were there before. */
export interface SeenTexts {
  /** Whether this text is the first of its kind; it is then remembered. */
  readonly isNew: (text: string) => boolean;
}

/** So that few texts meet another in their place. */
const placesPerText = 8;

/**
 * Makes an empty memory with room for so many texts that end as a `traceparent` does.
 *
 * A text is looked up by a few of its digits, and compared only where these agree: a set reads each text as a whole, and
 * for 10,000 of them that takes longer than reading the records.
 */
export function createSeenTexts(most: number): SeenTexts {
  const places = new Int32Array(2 ** Math.ceil(Math.log2(placesPerText * most + 1)));
  const mask = places.length - 1;
  const texts: string[] = [];
  // Whatever the digits are: what shares a place with another text is not searched one by one.
  const others = new Set<string>();
  return {
    isNew(text) {
      const place = digitsOf(text) & mask;
      const number = places[place] ?? 0;
      if (number === 0) {
        places[place] = texts.push(text);
        return true;
      }
      if (texts[number - 1] === text || others.has(text)) return false;
      others.add(text);
      return true;
    },
  };
}

/** Characters behind the span id of a `traceparent`. */
const flagsLength = 3;
/** They tell a million apart, and a batch has 10,000 records at most. */
const lookedAtDigits = 5;

/** The value of the last hexadecimal digits of the span id. */
function digitsOf(text: string): number {
  const end = text.length - flagsLength;
  let value = 0;
  for (let at = end - lookedAtDigits; at < end; at++) {
    const code = text.charCodeAt(at);
    value = (value << 4) | ((code & 0xf) + (code >> 6) * 9);
  }
  return value;
}
