/** Counts how often each key comes. */
export interface Tally<Key> {
  readonly add: (key: Key) => void;
  readonly counts: () => ReadonlyMap<Key, number>;
}

/** Makes an empty tally. Keys that come in a row, as nearly all records of a call fare alike, cost next to nothing. */
export function createTally<Key>(): Tally<Key> {
  const counts = new Map<Key, number>();
  let last: Key | undefined;
  let run = 0;
  const close = (): void => {
    if (run > 0) counts.set(last as Key, (counts.get(last as Key) ?? 0) + run);
    run = 0;
  };
  return {
    add(key) {
      if (key !== last) close();
      last = key;
      run++;
    },
    counts() {
      close();
      return counts;
    },
  };
}
