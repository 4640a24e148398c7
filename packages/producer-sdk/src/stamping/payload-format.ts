import { checkOneOf } from '@kinesis-otel/contract';

/**
 * Where in a payload context goes.
 *
 * - `auto`: each payload's own place, by its first bytes; one without such a place carries none.
 * - `protobuf`: every payload is one protobuf message, neither delimited nor compressed, which gets an unknown field
 *   behind its last. Nothing in a message says that it is one, so this is never guessed.
 * - `glue-protobuf`, `confluent-protobuf`: the same, behind the frame that the serializers of the AWS Glue or Confluent
 *   schema registry write.
 * - `envelope`: the payload, whatever it is, becomes the only user record of an aggregated record of the KPL. The KCL and
 *   Firehose take it out again; Lambda without the consumer SDK sees binary data. gzip and zstd streams and aggregates
 *   carry in their own places. Needs a partition key, and a stream without service-managed record distribution, where the
 *   KCL drops what is aggregated.
 */
export type PayloadFormat = 'auto' | 'protobuf' | 'glue-protobuf' | 'confluent-protobuf' | 'envelope';

/** The names, for checking. */
export const payloadFormats: readonly PayloadFormat[] = [
  'auto',
  'protobuf',
  'glue-protobuf',
  'confluent-protobuf',
  'envelope',
];

/** Throws unless the format is absent or one that there is. */
export function checkFormat(option: string, format: unknown): void {
  checkOneOf(option, format, payloadFormats);
}
