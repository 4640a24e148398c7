/** Counts how often each key comes. Keys that come in a row, as nearly all records of a call fare alike, cost next to nothing. */
export function tallyOf<Key>(keys: readonly Key[]): ReadonlyMap<Key, number> {
  const counts = new Map<Key, number>();
  let start = 0;
  for (let at = 1; at <= keys.length; at++) {
    if (at < keys.length && keys[at] === keys[start]) continue;
    const key = keys[start] as Key;
    counts.set(key, (counts.get(key) ?? 0) + at - start);
    start = at;
  }
  return counts;
}
