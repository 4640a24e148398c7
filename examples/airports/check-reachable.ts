import { once } from 'node:events';
import { connect } from 'node:net';
import { UsageError } from './usage-error.ts';

const connectTimeoutMs = 2_000;

/** Finds out before the run whether something listens where telemetry is to go. @throws UsageError */
export async function checkReachable(flag: string, url: string): Promise<void> {
  const { hostname, port, protocol } = new URL(url);
  const socket = connect({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || (protocol === 'https:' ? 443 : 80)),
    signal: AbortSignal.timeout(connectTimeoutMs),
  });
  try {
    await once(socket, 'connect');
  } catch (error) {
    const { code, name } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `${flag}: nothing answers at ${url} (${code ?? name}). Start the collector first, or leave ${flag} out.`,
    );
  } finally {
    socket.destroy();
  }
}
