/** A span of arrival times, in milliseconds of the wall clock since the epoch; the end is not part of it. */
export interface TimeWindow {
  readonly startMs: number;
  readonly endMs: number;
}

/** The window an instant lies in. Windows follow each other without a gap, from the epoch on. */
export function windowAt(instantMs: number, lengthMs: number): TimeWindow {
  const index = Math.floor(instantMs / lengthMs);
  return { startMs: index * lengthMs, endMs: (index + 1) * lengthMs };
}
