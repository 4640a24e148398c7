import { KinesisOtelOptionError } from '@kinesis-otel/contract';

/** The named part; throws where there is none of the name, with those there are. */
export function named<Part>(option: string, name: string, parts: ReadonlyMap<string, Part>): Part {
  const part = parts.get(name);
  if (part !== undefined) return part;
  throw unknownName(option, name, [...parts.keys()]);
}

export function unknownName(option: string, received: string, known: readonly string[]): KinesisOtelOptionError {
  const cure = `There is no such one. Known: ${known.join(', ') || 'none'}.`;
  return new KinesisOtelOptionError('INVALID_OPTION', option, received, cure);
}

export function takenName(option: string, received: string, cure: string): KinesisOtelOptionError {
  return new KinesisOtelOptionError('INVALID_OPTION', option, received, `It is taken. ${cure}`);
}
