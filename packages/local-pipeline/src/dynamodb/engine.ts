import { type EngineThread, startEngineThread } from '../engine/start-engine-thread.ts';

/** The table engine: dynalite in a thread. */
export function startDynamodbEngine(port: number): Promise<EngineThread> {
  return startEngineThread(new URL('./engine-entry.ts', import.meta.url), 'ports.dynamodb', port);
}
