import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The most memory the processes have had, in whole MB; 0 where the machine does not say. */
export function maxMemoryUsedMb(pids: readonly (number | undefined)[]): number {
  const usedKb = pids.reduce<number>((total, pid) => total + (pid === undefined ? 0 : maxMemoryKb(pid)), 0);
  return Math.ceil(usedKb / 1024);
}

/** Linux keeps the highest resident set; elsewhere it is what `ps` sees now. */
function maxMemoryKb(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0);
  } catch {
    return currentMemoryKb(pid);
  }
}

function currentMemoryKb(pid: number): number {
  try {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'latin1' }).trim()) || 0;
  } catch {
    // The process has ended.
    return 0;
  }
}
