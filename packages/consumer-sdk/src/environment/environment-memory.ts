import { readdirSync, readFileSync } from 'node:fs';

/** The most memory that was resident so far. */
export interface UsedMemory {
  readonly bytes: number;
  /** `environment`: all its processes, extensions included; `process`: this one only, so less than Lambda counts. */
  readonly source: 'environment' | 'process';
}

/** Processes looked at, at most: an environment has the runtime and ten extensions, and what they start. */
const maxProcesses = 64;

/**
 * Reads the most memory used so far.
 *
 * In Lambda the process numbers are the environment's own, and the first is Lambda's `rapid`, which is not the
 * function's to pay for; the sum of the others' peaks is at least the peak of their sum. Anywhere else `/proc` shows
 * processes of others, and this process's own peak is all there is.
 *
 * @param proc where the kernel tells of processes
 */
export function readUsedMemory(proc = '/proc'): UsedMemory {
  const bytes = environmentBytes(proc);
  if (bytes !== undefined) return { bytes, source: 'environment' };
  // Kilobytes on every platform: https://nodejs.org/api/process.html#processresourceusage
  return { bytes: process.resourceUsage().maxRSS * 1_024, source: 'process' };
}

function environmentBytes(proc: string): number | undefined {
  if (textOf(`${proc}/1/cmdline`)?.includes('/rapid/') !== true) return undefined;
  const pids = readdirSync(proc).filter((name) => /^\d+$/.test(name) && name !== '1');
  if (pids.length > maxProcesses) return undefined;
  const peaks = pids.map((pid) => peakBytes(textOf(`${proc}/${pid}/status`)));
  const known = peaks.filter((peak) => peak !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, peak) => sum + peak, 0);
}

/** The highest resident set; a thread of the kernel has none. */
function peakBytes(status: string | undefined): number | undefined {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status ?? '')?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1_024;
}

/** A process may end while it is looked at, and be another user's. */
function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return undefined;
  }
}
