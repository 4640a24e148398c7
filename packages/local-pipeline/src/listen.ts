import type { AddressInfo, Server } from 'node:net';
import { busyPortError } from './busy-port-error.ts';
import { loopback } from './loopback.ts';

/**
 * Listens on loopback and gives the port; 0 asks for a free one.
 * Rejects, naming the option that asked, where the port is in use.
 */
export function listen(server: Server, option: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? busyPortError(option, port) : error);
    });
    server.listen(port, loopback, () => resolve((server.address() as AddressInfo).port));
  });
}
