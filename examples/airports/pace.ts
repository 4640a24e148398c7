import { setTimeout as sleep } from 'node:timers/promises';

const tickMs = 50;
const mostPerTick = 100;

/**
 * Says how many records are due, again and again, until `total` were.
 *
 * @param ratePerSecond records a second; 0 is flat out
 */
export async function* pace(total: number, ratePerSecond: number): AsyncGenerator<number, void> {
  const startedAt = performance.now();
  let given = 0;
  while (given < total) {
    const elapsedS = (performance.now() - startedAt + tickMs) / 1_000;
    const due = ratePerSecond === 0 ? total : Math.min(total, Math.floor(elapsedS * ratePerSecond));
    while (given < due) {
      const count = Math.min(mostPerTick, due - given);
      given += count;
      yield count;
    }
    if (given < total) await sleep(tickMs);
  }
}
