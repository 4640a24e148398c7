import { checkOneOf, checkWholeNumber, KinesisOtelOptionError, rejectUnknownOptions } from '@kinesis-otel/contract';
import type { Sampling } from '../options.ts';
import type { Target } from './targets/target.ts';

const dayMs = 86_400_000;

/** Throws for a share that is none, and for tail sampling where the collector has no processor for it. */
export function checkSampling(target: Target, sampling: Sampling | undefined): void {
  if (sampling === undefined) return;
  if (typeof sampling !== 'object' || sampling === null)
    throw refusal('sampling', sampling, 'Give an object with a percent.');
  rejectUnknownOptions(sampling, ['percent', 'keepErrors', 'keepSlowerThanMs']);
  const { percent, keepErrors, keepSlowerThanMs } = sampling;
  if (typeof percent !== 'number' || !(percent > 0 && percent <= 100)) {
    throw refusal('sampling.percent', percent, 'Give a number above 0 and up to 100.');
  }
  checkOneOf('sampling.keepErrors', keepErrors, [true, false]);
  checkWholeNumber('sampling.keepSlowerThanMs', keepSlowerThanMs, 1, dayMs);
  if (target !== 'lambda') return;
  const cure =
    "A Lambda layer's collector sees part of a trace, and has no tail sampling: leave it out, or choose adot or otlp.";
  if (keepErrors === true) throw refusal('sampling.keepErrors', keepErrors, cure);
  if (keepSlowerThanMs !== undefined) throw refusal('sampling.keepSlowerThanMs', keepSlowerThanMs, cure);
}

function refusal(option: string, received: unknown, cure: string): KinesisOtelOptionError {
  return new KinesisOtelOptionError('INVALID_OPTION', option, received, cure);
}
