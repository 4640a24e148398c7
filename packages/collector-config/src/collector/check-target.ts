import { KinesisOtelOptionError } from '@kinesis-otel/contract';
import { type Target, targetNames } from './targets/target.ts';

/** Throws for a target that there is not. */
export function checkTarget(target: unknown): asserts target is Target {
  if (targetNames.includes(target as Target)) return;
  throw new KinesisOtelOptionError('INVALID_OPTION', 'target', target, `Give one of ${targetNames.join(', ')}.`);
}
