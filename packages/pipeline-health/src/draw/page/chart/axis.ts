import type { Distribution } from '../../../observe/distribution.ts';
import { linearTicks, logTicks } from './ticks.ts';

/** Where values stand on a line. */
export interface Axis {
  readonly scale: 'linear' | 'logarithmic';
  /** Round numbers, the first and the last at the ends of the line. */
  readonly ticks: readonly number[];
  /** The share of the line before a value, 0 to 1. */
  readonly place: (value: number) => number;
}

/** A target further away than so many times the greatest value would leave no room for the values. */
const farthestTarget = 4;

/** On a linear axis that gives the lower half of all values less than this share of its length, nothing is to be seen. */
const leastRoom = 0.125;

/** Decades at most; what is smaller stands at the beginning. */
const mostDecades = 6;

/** An axis for all values and, where it is near enough, the target: linear, unless half the values would be squeezed into its first eighth. */
export function chooseAxis({ quantile, buckets }: Distribution, target?: number): Axis {
  const all = buckets();
  const least = all.at(0)?.from ?? 0;
  const values = all.at(-1)?.to ?? 0;
  const most = target !== undefined && target <= values * farthestTarget ? Math.max(values, target) : values;
  const smallest = all.find(({ to }) => to > 0);
  if (least < 0 || !smallest || quantile(0.5) >= most * leastRoom) return linearAxis(least, most);
  const from = smallest.from > 0 ? smallest.from : smallest.to / 2;
  return logAxis(Math.max(from, most / 10 ** mostDecades), most);
}

/** From 0 on, or from below 0 where there are such values. */
function linearAxis(least: number, most: number): Axis {
  const ticks = linearTicks(Math.min(least, 0), Math.max(most, 0), 5);
  const [from = 0] = ticks;
  const length = (ticks.at(-1) ?? 1) - from;
  return { scale: 'linear', ticks, place: (value) => within((value - from) / length) };
}

function logAxis(least: number, most: number): Axis {
  const ticks = logTicks(least, most);
  const [from = 1] = ticks;
  const length = Math.log((ticks.at(-1) ?? 10) / from);
  return {
    scale: 'logarithmic',
    ticks,
    place: (value) => (value <= from ? 0 : within(Math.log(value / from) / length)),
  };
}

function within(share: number): number {
  return Math.min(Math.max(share, 0), 1);
}
