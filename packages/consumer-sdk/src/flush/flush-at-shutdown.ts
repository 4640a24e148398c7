import { readdirSync } from 'node:fs';
import type { Flush, FlushRequest } from './flush-before-freeze.ts';

/** Where Lambda puts external extensions: https://docs.aws.amazon.com/lambda/latest/dg/lambda-extensions.html. */
const extensionsFolder = '/opt/extensions';

/** Whether this execution environment has an external extension: only then is the process told (SIGTERM) before it ends. */
export function hasExtension(folder: string = extensionsFolder): boolean {
  try {
    return readdirSync(folder).length > 0;
  } catch {
    // There is no such folder.
    return false;
  }
}

/** Flushes when the environment is about to end, and then lets the signal have its usual effect. */
export function flushAtShutdown(flush: Flush, request: () => FlushRequest): void {
  process.once('SIGTERM', async () => {
    await flush({ ...request(), isLast: true });
    if (process.listenerCount('SIGTERM') === 0) process.kill(process.pid, 'SIGTERM');
  });
}
