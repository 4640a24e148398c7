import type { KinesisFaults } from './kinesis-faults.ts';
import type { WriteLimits } from './write-limits.ts';

/** What can be done to the stream service while it runs. */
export interface KinesisControls {
  /** Faults for the calls from now on, in place of earlier ones; undefined for none. Throws for wrong ones. */
  setFaults(faults: KinesisFaults | undefined): void;
  /** What a shard takes from now on: undefined for any number, `{}` for what the service takes. Throws for wrong limits. */
  setWriteLimits(limits: WriteLimits | undefined): void;
}
