/**
 * The part of a track from `start` to `end` (shares between 0 and 1), drawn in `width` columns; whatever takes any time
 * at all is seen.
 */
export function drawBar(start: number, end: number, width: number): string {
  const from = Math.min(Math.round(start * width), width - 1);
  const to = Math.max(Math.round(end * width), from + 1);
  return ' '.repeat(from) + '█'.repeat(to - from);
}
