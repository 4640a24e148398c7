import {
  type Carrier,
  type ForeignForm,
  type Restoration,
  readAggregate,
  readBase64,
  readForeign,
  type UserRecord,
} from '@kinesis-otel/contract';
import { type SpanContext, TraceFlags } from '@opentelemetry/api';
import type { BatchRecord, KinesisBatch } from './kinesis-batch.ts';
import type { ConsumerOptions } from './options.ts';
import { spanContextOf } from './span-context-of.ts';

/** A record whose carrier, if it has one, has been read; of an aggregate, one of its user records. */
export interface ReadRecord extends BatchRecord {
  /** Undefined for a record that is no aggregate's. */
  readonly aggregated: AggregatedRecord | undefined;
  readonly extraction: 'extracted' | 'foreign' | 'missing' | 'invalid';
  /** How to get Lambda's record as the producer was given it; undefined where it is so already. */
  readonly restoration: Restoration | undefined;
  readonly carrier: Carrier | undefined;
  /** The context the record was made or sent in; undefined where it carried none of ours. */
  readonly producerContext: SpanContext | undefined;
  /** Whether its producer recorded it; false where it carried no context. */
  readonly isSampled: boolean;
  /** Another library's context, where it was asked for and ours is missing. */
  readonly foreignContext: SpanContext | undefined;
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
    for (const record of records) {
      if (isLikeAggregate(record.source.kinesis.data)) read.push(...readAggregated(record));
      else read.push(readPlain(record, forms));
    }
    return read;
  };
}

/** The first three bytes of an aggregate. */
const aggregateStart = '84ma';

function isLikeAggregate(data: string): boolean {
  return data.slice(0, aggregateStart.length) === aggregateStart;
}

function readPlain(record: BatchRecord, forms: readonly ForeignForm[]): ReadRecord {
  const { data } = record.source.kinesis;
  const found = readBase64(data);
  if (found.outcome === 'extracted') {
    const carrier = found.carriers.find((each) => each !== undefined);
    return makeRecord(record, 'extracted', carrier, found.restoration);
  }
  const foreign = found.outcome === 'missing' && forms.length > 0 ? readForeignContext(data, forms) : undefined;
  const read = makeRecord(record, foreign === undefined ? found.outcome : 'foreign', undefined, undefined);
  return foreign === undefined ? read : { ...read, foreignContext: foreign };
}

/** An aggregate's user records; one that is malformed, or empty, is one plain record, so that it is not lost. */
function readAggregated(record: BatchRecord): readonly ReadRecord[] {
  const users = readAggregate(Buffer.from(record.source.kinesis.data, 'base64'));
  if (users === undefined || users.length === 0) return [readPlain(record, [])];
  const found = readBase64(record.source.kinesis.data);
  const [carriers, restoration] = found.outcome === 'extracted' ? [found.carriers, found.restoration] : [[]];
  return users.map((userRecord, subSequenceNumber) => {
    const carrier = carriers[subSequenceNumber];
    const extraction = carrier === undefined ? 'missing' : 'extracted';
    return makeRecord(record, extraction, carrier, restoration, { userRecord, subSequenceNumber });
  });
}

function makeRecord(
  { source, sequenceNumber, shardId, arrivedAtMs }: BatchRecord,
  extraction: ReadRecord['extraction'],
  carrier: Carrier | undefined,
  restoration: Restoration | undefined,
  aggregated?: AggregatedRecord,
): ReadRecord {
  const producerContext = carrier && spanContextOf(carrier);
  const isSampled = producerContext !== undefined && (producerContext.traceFlags & TraceFlags.SAMPLED) !== 0;
  // Written out: a batch has up to 10,000 of them, and all have one shape.
  return {
    source,
    sequenceNumber,
    shardId,
    arrivedAtMs,
    aggregated,
    extraction,
    restoration,
    carrier,
    producerContext,
    isSampled,
    foreignContext: undefined,
  };
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
