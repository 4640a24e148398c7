const firstMs = 100;
const longestMs = 2000;

/** How long to wait before a retry, 1 being the first: 100 ms, doubled each time, 2 s at most. */
export function backoffMs(retry: number): number {
  return Math.min(firstMs * 2 ** (retry - 1), longestMs);
}
