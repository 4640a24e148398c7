import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** The ids of a process's children alive now, by way of /proc; none where there is no /proc (macOS). */
export function childrenOf(pid: number): readonly number[] {
  return processes()
    .filter(({ parent, state }) => parent === pid && state !== 'Z')
    .map((each) => each.pid);
}

/** True while a process has not ended. */
export function isAlive(pid: number): boolean {
  return processes().some((each) => each.pid === pid && each.state !== 'Z');
}

/** A process's state as /proc has it: `T` is stopped; undefined for one that has ended. */
export function stateOf(pid: number): string | undefined {
  return processes().find((each) => each.pid === pid)?.state;
}

/** Waits until something is so; false where it is not so in time. */
export async function eventually(isSo: () => boolean, limitMs = 10_000): Promise<boolean> {
  const endsAtMs = Date.now() + limitMs;
  while (!isSo()) {
    if (Date.now() > endsAtMs) return false;
    await delay(20);
  }
  return true;
}

interface ProcessLine {
  readonly pid: number;
  readonly parent: number;
  readonly state: string;
}

function processes(): readonly ProcessLine[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readStat(Number(name)));
}

function readStat(pid: number): readonly ProcessLine[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state = '', parent] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return [{ pid, parent: Number(parent), state }];
  } catch {
    // It ended between being listed and being read.
    return [];
  }
}
