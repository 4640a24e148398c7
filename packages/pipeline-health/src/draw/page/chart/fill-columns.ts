import type { Bucket } from '../../../observe/distribution.ts';
import type { Axis } from './axis.ts';

/**
 * How many values fall into each of `columns` parts of the axis, equally long as they are drawn. A bucket that covers
 * several is spread over them evenly, so a count may have a fraction.
 */
export function fillColumns(buckets: readonly Bucket[], axis: Axis, columns: number): readonly number[] {
  const counts = new Array<number>(columns).fill(0);
  for (const { from, to, count } of buckets) {
    const start = axis.place(from) * columns;
    const length = axis.place(to) * columns - start;
    const first = Math.min(Math.floor(start + (length > 0 ? 0 : -1e-9)), columns - 1);
    const last = Math.min(Math.ceil(start + length), columns);
    for (let column = Math.max(first, 0); column < Math.max(last, first + 1); column++) {
      const covered = Math.min(start + length, column + 1) - Math.max(start, column);
      counts[column] = (counts[column] ?? 0) + (length > 0 ? (count * covered) / length : count);
    }
  }
  return counts;
}

/** Values above a limit, a bucket that the limit cuts counted by the part of it that lies above. */
export function countAbove(buckets: readonly Bucket[], limit: number): number {
  return buckets.reduce((sum, { from, to, count }) => {
    if (to <= limit) return sum;
    return sum + (from >= limit ? count : (count * (to - limit)) / (to - from));
  }, 0);
}
