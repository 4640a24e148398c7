import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { SandboxGuard } from './sandbox-guard.ts';

/** How a process is started. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** How a process ended; it may never have begun, and has a shell's exit code then: 127 for no such file, 126 else. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process of a sandbox, with all that it started: they are a group. */
export interface SandboxProcess {
  readonly pid: number | undefined;
  readonly ended: Promise<ProcessEnd>;
  /** To the process alone. */
  signal(signal: NodeJS.Signals): void;
  /** To the process and what it started. Does nothing once all are gone. */
  signalGroup(signal: NodeJS.Signals): void;
}

/** Starts a process in a group of its own, so that it can be stopped and killed together with its children. */
export function startProcess(command: Command, guard: SandboxGuard, onLine: (line: string) => void): SandboxProcess {
  const child = spawn(command.file, command.args, {
    cwd: command.cwd,
    env: command.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  guard.watch(child);
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', onLine);
  const signalGroup = (signal: NodeJS.Signals): void => {
    if (child.pid !== undefined) killIfAny(-child.pid, signal);
  };
  const ended = endOf(child);
  // What it started would otherwise outlive it.
  void ended.then(() => signalGroup('SIGKILL'));
  return { pid: child.pid, ended, signal: (signal) => child.kill(signal), signalGroup };
}

function endOf(child: ChildProcess): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (child.pid === undefined) resolve({ code: error.code === 'ENOENT' ? 127 : 126, signal: null });
    });
  });
}

function killIfAny(target: number, signal: NodeJS.Signals): void {
  try {
    process.kill(target, signal);
  } catch (error) {
    // ESRCH: all are gone. macOS says EPERM of a group of zombies.
    if (!(error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM'))) throw error;
  }
}
