import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const intervalMs = 500;
const maxDepth = 10;

/**
 * The processes between this one and the person's shell: `npx`, pnpm and the shells that they put in between. A shell
 * or a CI job that starts them in the background and ends is not among them.
 */
export function findCallers() {
  const callers = [process.ppid];
  let last = 1;
  let pid = process.ppid;
  for (let depth = 0; depth < maxDepth && pid > 1; depth += 1) {
    const { parent, command } = describe(pid);
    if (isPackageManager(command)) last = callers.length;
    else if (!isShell(command)) break;
    callers.push(parent);
    pid = parent;
  }
  return callers.slice(0, last);
}

/** Calls `then` once, when one of the processes has ended. Does not keep this process alive. */
export function whenOneIsGone(pids, then) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent && pids.every(isAlive)) return;
    clearInterval(timer);
    then();
  }, intervalMs);
  timer.unref();
}

function isPackageManager(command) {
  return /(^|[\s/])(npm|npx|pnpm)(\.c?js)?(\s|$)/.test(command) && !isShell(command);
}

function isShell(command) {
  return /^\S*sh -c(\s|$)/.test(command);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** A process that cannot be looked at ends the search: its own end is then not noticed, but its child's is. */
function describe(pid) {
  try {
    return process.platform === 'linux' ? describeFromProc(pid) : describeFromPs(pid);
  } catch {
    return { parent: 0, command: '' };
  }
}

function describeFromProc(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  // The name, in brackets, may hold anything; the state and the parent follow its last bracket.
  return { parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]), command };
}

function describeFromPs(pid) {
  const line = execFileSync('ps', ['-o', 'ppid=,command=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  const [, parent, command] = /^(\d+)\s+(.*)$/.exec(line);
  return { parent: Number(parent), command };
}
