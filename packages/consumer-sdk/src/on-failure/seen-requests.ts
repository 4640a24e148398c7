/**
 * Remembers ids, and says of each whether it was there before: a queue may deliver a message twice, and delivers it again
 * where its handler failed.
 *
 * @param limit ids at most, the oldest are forgotten first
 */
export function createSeen(limit = 1_000): (id: string | undefined) => boolean {
  const ids = new Set<string>();
  return (id) => {
    if (id === undefined) return false;
    if (ids.has(id)) return true;
    ids.add(id);
    for (const oldest of ids) {
      if (ids.size <= limit) break;
      ids.delete(oldest);
    }
    return false;
  };
}
