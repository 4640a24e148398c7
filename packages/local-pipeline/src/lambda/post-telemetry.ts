import { request } from 'node:http';
import { loopback } from '../loopback.ts';
import type { TelemetrySubscription } from './telemetry-subscription.ts';

/** Posts a batch to a subscriber; `sandbox.localdomain` is this machine. False where it did not arrive. */
export function postTelemetry(
  { port, path }: TelemetrySubscription,
  batch: string,
  signal: AbortSignal,
): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const headers = {
      host: `sandbox.localdomain:${port}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(batch),
    };
    const outgoing = request({ host: loopback, port, path, method: 'POST', headers, signal, agent: false });
    outgoing.once('response', (response) => {
      response.resume();
      resolve((response.statusCode ?? 0) < 300);
    });
    outgoing.once('error', () => resolve(false));
    outgoing.end(batch);
  });
}
