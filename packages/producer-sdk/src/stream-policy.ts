import { checkOneOf, checkWholeNumber, defaultMaxRecordBytes, largestMaxRecordBytes } from '@kinesis-otel/contract';
import { checkFormat, type PayloadFormat } from './stamping/payload-format.ts';

/**
 * How a record's context gets to the consumer.
 *
 * - `payload`: in the record's data, where a reader that does not know it does not look.
 * - `sequence-number`: nothing is put into the record. The send span says which shard and sequence number each record got
 *   (`kinesis_otel.record_ids`), which is the `eventID` the consumer sees.
 * - `off`: not at all. Spans and metrics stay.
 */
export type ContextCarrier = 'payload' | 'sequence-number' | 'off';

/** What is decided for one stream, or for all that have no policy of their own. */
export interface StreamPolicy {
  /** @defaultValue `KINESIS_OTEL_CARRIER`, else `payload` */
  readonly carrier?: ContextCarrier;
  /** @defaultValue `KINESIS_OTEL_FORMAT`, else `auto` */
  readonly format?: PayloadFormat;
  /**
   * True: everything is done and counted as it would be, and the records go out untouched. For seeing what a roll-out
   * would do.
   * @defaultValue `KINESIS_OTEL_DRY_RUN`, else false
   */
  readonly dryRun?: boolean;
  /**
   * What to do with a record that carries a context of ours already, as one does that was forwarded as it came:
   * `replace` it by the new one, which the send span links to the old, or `keep` it.
   * @defaultValue `replace`
   */
  readonly onExisting?: 'replace' | 'keep';
  /**
   * Bytes of a record at most, data and partition key together: the stream's `MaxRecordSizeInKiB`, times 1,024. A record
   * that would outgrow it goes out without context.
   * @defaultValue what `discoverLimits` found, else 1,048,576 (1 MiB)
   */
  readonly maxRecordBytes?: number;
}

/** The names, for checking. */
export const streamPolicyOptions: readonly (keyof StreamPolicy)[] = [
  'carrier',
  'format',
  'dryRun',
  'onExisting',
  'maxRecordBytes',
];

export const contextCarriers: readonly ContextCarrier[] = ['payload', 'sequence-number', 'off'];

/**
 * Throws for the first value that is wrong.
 *
 * @param prefix stands before the option's name in the error, `streams.orders.` for instance
 */
export function checkStreamPolicy(policy: StreamPolicy, prefix: string): void {
  checkOneOf(`${prefix}carrier`, policy.carrier, contextCarriers);
  checkFormat(`${prefix}format`, policy.format);
  checkOneOf(`${prefix}dryRun`, policy.dryRun, [true, false]);
  checkOneOf(`${prefix}onExisting`, policy.onExisting, ['replace', 'keep']);
  checkWholeNumber(`${prefix}maxRecordBytes`, policy.maxRecordBytes, defaultMaxRecordBytes, largestMaxRecordBytes);
}
