import { KinesisOtelOptionError } from '@kinesis-otel/contract';

/** `auto`: each payload's own place for context, by its first bytes; one without such a place carries none. */
export type PayloadFormat = 'auto';

/** Formats that the design has and this version has not. */
const planned: readonly unknown[] = ['protobuf', 'envelope'];

/** Throws unless the format is absent or one that this version writes. */
export function checkFormat(option: string, format: unknown): void {
  if (format === undefined || format === 'auto') return;
  const cure = planned.includes(format)
    ? 'This version does not write that format. Leave it out: such payloads go out as they are, and `TraceContextInjection` counts them; `carrier: "sequence-number"` needs no place in them.'
    : 'Give "auto", or leave it out.';
  throw new KinesisOtelOptionError('INVALID_OPTION', option, format, cure);
}
