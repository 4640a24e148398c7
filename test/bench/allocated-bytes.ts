import { collectGarbage } from './collect-garbage.ts';
import { quartilesOf } from './quartiles.ts';

const windows = 9;
/** Few enough that no collection falls into a window. */
const timesAWindow = 2_000;

/** Bytes that one operation allocates, on the heap and in buffers; one operation is compiled by now. */
export function allocatedBytes(run: (times: number) => void): number {
  run(10 * timesAWindow);
  const perWindow = Array.from({ length: windows }, () => {
    collectGarbage();
    const before = usedBytes();
    run(timesAWindow);
    return (usedBytes() - before) / timesAWindow;
  });
  return quartilesOf(perWindow).median;
}

function usedBytes(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
