import { defaultMaxRecordBytes } from '@kinesis-otel/contract';
import type { LedgerBook } from '../ledger/ledger.ts';
import { checkPut } from './check-put.ts';
import { startKinesisEngine } from './engine.ts';
import { startFront } from './front.ts';
import { createFaultInjection } from './inject-faults.ts';
import type { FrontStep } from './kinesis-call.ts';
import type { KinesisControls } from './kinesis-controls.ts';
import type { KinesisOptions } from './kinesis-options.ts';
import { createWriteLimiting, type WriteLimiting } from './limit-writes.ts';
import { locateTimestamp } from './locate-timestamp.ts';
import { placeIterators } from './place-iterators.ts';
import { createReadAllowance } from './read-allowance.ts';
import { recordAccepted } from './record-accepted.ts';
import { serveReads } from './serve-reads.ts';
import { createShardDirectory, type ShardDirectory } from './shard-directory.ts';
import { splitPut } from './split-put.ts';
import { translateStreamArn } from './translate-stream-arn.ts';

/** The stream service: an engine, and the front that limits it as the service is limited. */
export interface Kinesis {
  readonly port: number;
  readonly controls: KinesisControls;
  stop(): Promise<void>;
}

/** `now` is in milliseconds, of any clock. Rejects where the port is in use. */
export async function startKinesis(
  port: number,
  book: LedgerBook,
  options: KinesisOptions,
  now: () => number,
): Promise<Kinesis> {
  const faults = createFaultInjection();
  const directory = createShardDirectory();
  const writes = createWriteLimiting(directory, now);
  if (options.writeLimits ?? true) writes.setWriteLimits({});
  const engine = await startKinesisEngine();
  try {
    const front = await startFront(port, engine.port, [faults.step, ...steps(book, options, directory, writes, now)]);
    const stop = async (): Promise<void> => {
      await front.stop();
      await engine.stop();
    };
    return { port: front.port, controls: { setFaults: faults.setFaults, setWriteLimits: writes.setWriteLimits }, stop };
  } catch (error) {
    await engine.stop();
    throw error;
  }
}

function steps(
  book: LedgerBook,
  options: KinesisOptions,
  directory: ShardDirectory,
  writes: WriteLimiting,
  now: () => number,
): readonly FrontStep[] {
  const { readLimits = true, maxRecordBytes = defaultMaxRecordBytes } = options;
  const allowance = readLimits ? createReadAllowance(now) : undefined;
  return [
    translateStreamArn,
    directory.watch,
    checkPut(maxRecordBytes),
    recordAccepted(book),
    writes.step,
    splitPut,
    placeIterators,
    locateTimestamp(maxRecordBytes),
    serveReads({ directory, book, allowance, maxRecordBytes }),
  ];
}
