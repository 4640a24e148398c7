import {
  type Carrier,
  type ForeignForm,
  hashTraceparent,
  isSampledTraceparent,
  JsonInBase64,
  type Restoration,
  readAggregate,
  readBase64,
  readForeign,
  readJsonInBase64,
  shardIdFromEventId,
  type UserRecord,
  writeTraceparent,
} from '@kinesis-otel/contract';
import type { SpanContext } from '@opentelemetry/api';
import type { ConsumerOptions } from '../options.ts';
import type { KinesisBatch, KinesisEventRecord } from './kinesis-batch.ts';
import { spanContextOf } from './span-context-of.ts';

/** A record whose carrier, if it has one, has been read; of an aggregate, one of its user records. */
export interface ReadRecord {
  /** The record as Lambda gave it; user records of one aggregate have one. */
  readonly source: KinesisEventRecord;
  readonly sequenceNumber: string;
  /** Milliseconds since the epoch. */
  readonly arrivedAtMs: number;
  /** Undefined for a record that is no aggregate's. */
  readonly aggregated: AggregatedRecord | undefined;
  readonly extraction: 'extracted' | 'foreign' | 'missing' | 'invalid';
  /** How to get Lambda's record as the producer was given it; undefined where it is so already. */
  readonly restoration: Restoration | undefined;
  /** What it carried of ours, which leads to its producer's context; undefined where that is nothing. */
  readonly carrier: Carrier | undefined;
  /** Whether its producer recorded it; false where it carried no context. */
  readonly isSampled: boolean;
  /** The same for records of one context, and another for nearly all others; without a context it says nothing. */
  readonly contextHash: number;
  /** Another library's context, where it was asked for and ours is missing. */
  readonly foreignContext: SpanContext | undefined;
}

/** The shard a record came from; asked for few records only, so it is read where it is needed. */
export function shardIdOf({ source }: ReadRecord): string {
  return shardIdFromEventId(source.eventID);
}

/** A user record of an aggregate, and its place there: KCL's sub-sequence number. */
export interface AggregatedRecord {
  readonly userRecord: UserRecord;
  readonly subSequenceNumber: number;
}

/** Reads the records' contexts out of their payloads, and aggregates into their user records. Never throws. */
export type ReadRecords = (batch: KinesisBatch) => readonly ReadRecord[];

/** Decides, once, whether other libraries' forms are looked for: they need the payload parsed. */
export function createRecordReader({ readForeign: byStream = {} }: Pick<ConsumerOptions, 'readForeign'>): ReadRecords {
  // A map, because a stream may well be called `constructor`.
  const formsOf = new Map(Object.entries(byStream));
  return ({ streamName, records }) => {
    const forms = formsOf.get(streamName) ?? formsOf.get('*') ?? [];
    const read: ReadRecord[] = [];
    for (let index = 0; index < records.length; index++) {
      const record = records[index] as KinesisEventRecord;
      if (isLikeAggregate(record.kinesis.data)) read.push(...readAggregated(record));
      else read.push(readPlain(record, forms));
    }
    return read;
  };
}

/** The first three bytes of an aggregate. */
const aggregateStart = '84ma';
const aggregateStartCode = aggregateStart.charCodeAt(0);

function isLikeAggregate(data: string): boolean {
  // Nearly every other payload differs in the first character already.
  return data.charCodeAt(0) === aggregateStartCode && data.slice(0, aggregateStart.length) === aggregateStart;
}

function readPlain(source: KinesisEventRecord, forms: readonly ForeignForm[]): ReadRecord {
  const { data } = source.kinesis;
  const head = readJsonInBase64(data);
  if (head !== undefined) return makeRecord(source, 'extracted', head, head.restoration);
  const found = readBase64(data);
  if (found.outcome === 'extracted') {
    const first = found.carriers.find((each) => each !== undefined);
    return makeRecord(source, 'extracted', first, found.restoration);
  }
  const foreign = found.outcome === 'missing' && forms.length > 0 ? readForeignContext(data, forms) : undefined;
  const read = makeRecord(source, foreign === undefined ? found.outcome : 'foreign', undefined, undefined);
  if (foreign === undefined) return read;
  return { ...read, foreignContext: foreign, contextHash: hashTraceparent(writeTraceparent(foreign)) };
}

/**
 * An aggregate's user records. One that is malformed, or empty, is one plain record, so that it is not lost; and so is an
 * envelope, which a producer of ours put around a plain record.
 */
function readAggregated(source: KinesisEventRecord): readonly ReadRecord[] {
  const { data } = source.kinesis;
  const found = readBase64(data);
  if (found.outcome === 'extracted' && found.declared !== undefined)
    return [makeRecord(source, 'extracted', found.carriers[0], found.restoration)];
  const users = readAggregate(Buffer.from(data, 'base64'));
  if (users === undefined || users.length === 0) return [readPlain(source, [])];
  const [carriers, restoration] = found.outcome === 'extracted' ? [found.carriers, found.restoration] : [[]];
  return users.map((userRecord, subSequenceNumber) => {
    const carrier = carriers[subSequenceNumber];
    const extraction = carrier === undefined ? 'missing' : 'extracted';
    return makeRecord(source, extraction, carrier, restoration, { userRecord, subSequenceNumber });
  });
}

function makeRecord(
  source: KinesisEventRecord,
  extraction: ReadRecord['extraction'],
  carrier: Carrier | undefined,
  restoration: Restoration | undefined,
  aggregated?: AggregatedRecord,
): ReadRecord {
  const { sequenceNumber, approximateArrivalTimestamp } = source.kinesis;
  // Written out: a batch has up to 10,000 of them, and all have one shape.
  return {
    source,
    sequenceNumber,
    arrivedAtMs: approximateArrivalTimestamp * 1_000,
    aggregated,
    extraction,
    restoration,
    carrier,
    isSampled: carrier !== undefined && isSampledCarrier(carrier),
    contextHash: carrier === undefined ? 0 : hashCarrier(carrier),
    foreignContext: undefined,
  };
}

function isSampledCarrier(carrier: Carrier): boolean {
  return carrier instanceof JsonInBase64 ? carrier.isSampled : isSampledTraceparent(carrier.traceparent);
}

function hashCarrier(carrier: Carrier): number {
  return carrier instanceof JsonInBase64 ? carrier.hash : hashTraceparent(carrier.traceparent);
}

function readForeignContext(data: string, forms: readonly ForeignForm[]): SpanContext | undefined {
  try {
    const foreign = readForeign(JSON.parse(Buffer.from(data, 'base64').toString('utf8')), forms);
    return foreign && spanContextOf(foreign);
  } catch {
    // Not JSON, so none of the forms is in it.
    return undefined;
  }
}
