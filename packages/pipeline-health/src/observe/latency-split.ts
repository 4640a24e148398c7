import { type Distribution, exactDistribution } from './distribution.ts';
import type { RecordTrace } from './record-trace.ts';

/** Where the time of a record goes, in milliseconds, from the exact times of complete traces. */
export interface LatencySplit {
  /** Traces measured: the complete ones that also know the arrival and the invocation. */
  readonly records: number;
  /** From the start of the span that made the record to its arrival at Kinesis. */
  readonly madeToArrived: Distribution;
  /** From the arrival to the start of the batch it was delivered in. */
  readonly arrivedToInvoked: Distribution;
  /** From the start of the batch to the start of the first write: the records before it, and the handler's own work. */
  readonly invokedToProcessed: Distribution;
  /** From the start of the first write to the end of the last. */
  readonly processedToWritten: Distribution;
  readonly madeToWritten: Distribution;
  /** Steps that came out negative, because two clocks disagree, and were taken as 0. */
  readonly clamped: number;
}

/** Splits the way of every record; undefined when none is known well enough. */
export function splitLatency(traces: readonly RecordTrace[]): LatencySplit | undefined {
  const ways = traces.map(stepsOf).filter((steps) => steps !== undefined);
  const distribution = (step: keyof Steps): Distribution | undefined =>
    exactDistribution(ways.map((steps) => Math.max(0, steps[step])));
  const madeToArrived = distribution('madeToArrived');
  const arrivedToInvoked = distribution('arrivedToInvoked');
  const invokedToProcessed = distribution('invokedToProcessed');
  const processedToWritten = distribution('processedToWritten');
  const madeToWritten = distribution('madeToWritten');
  if (!madeToArrived || !arrivedToInvoked || !invokedToProcessed || !processedToWritten || !madeToWritten) {
    return undefined;
  }
  const clamped = ways.flatMap(({ madeToWritten: _, ...steps }) => Object.values(steps)).filter((step) => step < 0);
  return {
    records: ways.length,
    madeToArrived,
    arrivedToInvoked,
    invokedToProcessed,
    processedToWritten,
    madeToWritten,
    clamped: clamped.length,
  };
}

interface Steps {
  readonly madeToArrived: number;
  readonly arrivedToInvoked: number;
  readonly invokedToProcessed: number;
  readonly processedToWritten: number;
  readonly madeToWritten: number;
}

function stepsOf(trace: RecordTrace): Steps | undefined {
  const { made, arrivedAtMs, batch } = trace;
  const firstWrite = trace.writes.at(0);
  if (arrivedAtMs === undefined || !batch || !firstWrite) return undefined;
  return {
    madeToArrived: arrivedAtMs - made.startMs,
    arrivedToInvoked: batch.startMs - arrivedAtMs,
    invokedToProcessed: firstWrite.startMs - batch.startMs,
    processedToWritten: writtenAtMs(trace) - firstWrite.startMs,
    madeToWritten: writtenAtMs(trace) - made.startMs,
  };
}

/** The end of a record's last write. */
export function writtenAtMs({ writes }: RecordTrace): number {
  return Math.max(...writes.map(({ endMs }) => endMs));
}
