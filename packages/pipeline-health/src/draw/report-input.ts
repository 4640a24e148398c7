import type { Verdict } from '../judge/verdict.ts';
import type { Observation } from '../observation.ts';

/** What is known from outside telemetry: counted by whoever sent the records and by what they were written to. */
export interface GroundTruth {
  readonly recordsSent: number;
  readonly recordsProcessed: number;
  readonly recordsLost: number;
  readonly recordsDuplicated: number;
  /** Records that Lambda gave up on and handed to the on-failure destination; undefined where there is none. */
  readonly recordsDeadLettered?: number;
}

/** All that a report tells. */
export interface ReportInput {
  readonly title: string;
  readonly observation: Observation;
  readonly verdicts: readonly Verdict[];
  readonly groundTruth: GroundTruth;
  /** Records processed per second, measured by the caller. */
  readonly recordsPerSecond: number;
  /** How fast records were offered; `flat out` where nothing held the producer back. */
  readonly offeredRatePerSecond?: number | 'flat out';
  /** Sentences the reader should know, each of its own. */
  readonly notes: readonly string[];
}
