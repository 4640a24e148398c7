import { KinesisOtelOptionError } from '@kinesis-otel/contract';

/** What is wrong at a place of a pattern, as an option error. */
export function patternError(at: string, received: unknown, cure: string): KinesisOtelOptionError {
  return new KinesisOtelOptionError('INVALID_OPTION', at, received, cure);
}
