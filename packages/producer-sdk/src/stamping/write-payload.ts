import {
  type Carrier,
  chooseFormat,
  type FoundCarrier,
  isCompressed,
  isMessage,
  jsonFormat,
  messageStart,
  type NoFormatReason,
  protobufFormat,
  reasonForNoFormat,
  type SchemaRegistryFrame,
  type WritableFormat,
  writeEnvelope,
} from '@kinesis-otel/contract';
import type { PutEntry } from '../outgoing-batch.ts';
import type { PayloadFormat } from './payload-format.ts';

/** Why a payload, or the record it is put in, has no place for context. */
export type NoPlaceReason =
  | NoFormatReason
  | 'not_restorable'
  | 'not_protobuf'
  | 'compressed'
  | 'no_partition_key'
  | 'service_managed_distribution';

/**
 * Makes a new payload with a carrier in it, or says why there is none; the one given is never changed.
 *
 * `declared` is what a producer before this one said of the payload, if one did.
 */
export type WritePayload = (
  payload: Uint8Array,
  carrier: Carrier,
  entry: PutEntry,
  declared?: FoundCarrier['declared'],
) => Uint8Array | NoPlaceReason;

/** Decides, once for a put call, how its payloads are written. */
export function writerOf(format: PayloadFormat, isServiceManaged: boolean): WritePayload {
  return format === 'envelope' && isServiceManaged ? refuseEnvelope : writers[format];
}

const writers: Readonly<Record<PayloadFormat, WritePayload>> = {
  auto: writeInOwnPlace,
  protobuf: writerOfProtobuf('none'),
  'glue-protobuf': writerOfProtobuf('glue'),
  'confluent-protobuf': writerOfProtobuf('confluent'),
  envelope: writeInEnvelope,
};

/** A record that is forwarded carries where it did, also where only its first producer could know of the place. */
function writeInOwnPlace(
  payload: Uint8Array,
  carrier: Carrier,
  entry: PutEntry,
  declared: FoundCarrier['declared'],
): ReturnType<WritePayload> {
  if (declared === 'protobuf') return protobufFormat.write(payload, carrier);
  if (declared === 'envelope') return writeInEnvelope(payload, carrier, entry);
  const format = chooseFormat(payload);
  if (format === undefined) return reasonForNoFormat(payload);
  return format.write(payload, carrier) ?? 'not_restorable';
}

function writerOfProtobuf(frame: SchemaRegistryFrame): WritePayload {
  return (payload, carrier) => {
    if (isCompressed(payload, frame)) return 'compressed';
    const start = messageStart(payload, frame);
    if (start === undefined || !isMessage(payload, start)) return 'not_protobuf';
    return protobufFormat.write(payload, carrier);
  };
}

function writeInEnvelope(payload: Uint8Array, carrier: Carrier, entry: PutEntry): ReturnType<WritePayload> {
  const own = invisibleFormat(payload);
  if (own !== undefined) return own.write(payload, carrier) ?? 'not_restorable';
  const { PartitionKey: partitionKey, ExplicitHashKey: explicitHashKey } = entry;
  if (!partitionKey) return 'no_partition_key';
  return writeEnvelope(payload, carrier, { partitionKey, explicitHashKey: explicitHashKey ?? undefined });
}

/** The KCL drops aggregated records of such a stream. */
function refuseEnvelope(payload: Uint8Array, carrier: Carrier): ReturnType<WritePayload> {
  const own = invisibleFormat(payload);
  return own === undefined ? 'service_managed_distribution' : (own.write(payload, carrier) ?? 'not_restorable');
}

/** The payload's own place, where readers do not see what is in it: an envelope would only hide the payload from them. */
function invisibleFormat(payload: Uint8Array): WritableFormat | undefined {
  const own = chooseFormat(payload);
  return own === jsonFormat ? undefined : own;
}
