/*
 * Preloaded (node --import) into what .dev/run.mjs starts: when the process that started this one is gone without a
 * word, this one is told to stop as if by a signal, and is ended if it does not.
 */
import { isMainThread } from 'node:worker_threads';
import { whenOneIsGone } from './callers.mjs';

const graceMs = 10_000;

if (isMainThread) whenOneIsGone([process.ppid], stop);

function stop() {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), graceMs).unref();
}
