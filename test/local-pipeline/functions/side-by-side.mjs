import { threadId } from 'node:worker_threads';

let running = 0;
let most = 0;

/** Says how many invocations this thread has had at once. */
export const handler = async (event, context) => {
  running++;
  most = Math.max(most, running);
  if (event.hang) await new Promise(() => {});
  if (event.throw) {
    running--;
    throw new TypeError(event.throw);
  }
  await new Promise((resolve) => setTimeout(resolve, event.delayMs));
  running--;
  return { most, pid: process.pid, threadId, event, trace: context.xRayTraceId, environment: { ...process.env } };
};
