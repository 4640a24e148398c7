import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { loopback } from '../loopback.ts';

/** What a thread is told at its start. */
export interface EngineThreadData {
  readonly port: number;
}

/** What a thread says once, when it listens or cannot. */
export type EngineThreadReport = { readonly port: number } | { readonly code: string; readonly message: string };

/** Inside a thread: serves an engine on loopback and reports the port to the thread that started it. */
export function serveEngine(server: Server): void {
  process.on('uncaughtException', ignoreLostClient);
  server.keepAliveTimeout = 0;
  server.once('error', (error: NodeJS.ErrnoException) => report({ code: error.code ?? '', message: error.message }));
  server.listen((workerData as EngineThreadData).port, loopback, () =>
    report({ port: (server.address() as AddressInfo).port }),
  );
}

function report(message: EngineThreadReport): void {
  parentPort?.postMessage(message);
}

/** Both engines throw when a client goes away in the middle of a request; a killed sandbox does just that. */
function ignoreLostClient(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') throw error;
}
