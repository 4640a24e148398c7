/**
 * Flushes for the last time when the environment ends. Lambda gives a runtime with an internal extension 500 ms after SIGTERM.
 * Where the function listens too, it decides when the process ends; else it ends as it would have without a listener.
 */
export function flushOnSigterm(flush: () => Promise<void>): void {
  const onSigterm = async (): Promise<void> => {
    await flush();
    process.removeListener('SIGTERM', onSigterm);
    if (process.listenerCount('SIGTERM') === 0) process.kill(process.pid, 'SIGTERM');
  };
  process.on('SIGTERM', onSigterm);
}
