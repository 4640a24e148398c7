import { Worker } from 'node:worker_threads';
import { accountId, region } from '../account.ts';
import { busyPortError } from '../busy-port-error.ts';
import type { EngineThreadData, EngineThreadReport } from './serve-engine.ts';

export interface EngineThread {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Starts an engine in a thread of its own: it neither slows the event loop it is measured from nor outlives the process.
 * A crash later on is an uncaught error of the whole process.
 */
export function startEngineThread(entry: URL, option: string, port: number): Promise<EngineThread> {
  const workerData: EngineThreadData = { port };
  const worker = new Worker(entry, {
    workerData,
    execArgv: [],
    env: { AWS_REGION: region, AWS_ACCOUNT_ID: accountId },
  });
  const stop = async (): Promise<void> => void (await worker.terminate());
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (report: EngineThreadReport) => {
      worker.off('error', reject);
      if ('port' in report) return resolve({ port: report.port, stop });
      const error = report.code === 'EADDRINUSE' ? busyPortError(option, port) : new Error(report.message);
      void stop().then(() => reject(error));
    });
  });
}
