import { type EngineThread, startEngineThread } from '../engine/start-engine-thread.ts';

/** The stream engine: kinesalite in a thread, on a port only the front knows. */
export function startKinesisEngine(): Promise<EngineThread> {
  return startEngineThread(new URL('./engine-entry.ts', import.meta.url), 'ports.kinesis', 0);
}
