import { type Carrier, type ForeignForm, type Restoration, readBase64, readForeign } from '@kinesis-otel/contract';
import { type SpanContext, TraceFlags } from '@opentelemetry/api';
import type { BatchRecord, KinesisBatch } from './kinesis-batch.ts';
import type { ConsumerOptions } from './options.ts';
import { spanContextOf } from './span-context-of.ts';

/** A record whose carrier, if it has one, has been read. */
export interface ReadRecord extends BatchRecord {
  readonly extraction: 'extracted' | 'foreign' | 'missing' | 'invalid';
  /** How to get the payload as the producer was given it; undefined where it is so already. */
  readonly restoration: Restoration | undefined;
  /** What it carried; of an aggregate, what its first user record did. */
  readonly carrier: Carrier | undefined;
  /** The context the record was made or sent in; undefined where it carried none of ours. */
  readonly producerContext: SpanContext | undefined;
  /** Whether its producer recorded it; false where it carried no context. */
  readonly isSampled: boolean;
  /** Another library's context, where it was asked for and ours is missing. */
  readonly foreignContext: SpanContext | undefined;
  readonly sentAtMs: number | undefined;
  readonly createdAtMs: number | undefined;
}

/** Reads the records' contexts out of their payloads. Never throws. */
export type ReadRecords = (batch: KinesisBatch) => readonly ReadRecord[];

/** Decides, once, whether other libraries' forms are looked for: they need the payload parsed. */
export function createRecordReader({ readForeign: byStream = {} }: Pick<ConsumerOptions, 'readForeign'>): ReadRecords {
  // A map, because a stream may well be called `constructor`.
  const formsOf = new Map(Object.entries(byStream));
  return ({ streamName, records }) => {
    const forms = formsOf.get(streamName) ?? formsOf.get('*') ?? [];
    return records.map((record) => readRecord(record, forms));
  };
}

function readRecord(record: BatchRecord, forms: readonly ForeignForm[]): ReadRecord {
  const { data } = record.source.kinesis;
  const found = readBase64(data);
  const carrier = found.outcome === 'extracted' ? found.carriers.find((each) => each !== undefined) : undefined;
  const foreignContext = found.outcome === 'missing' && forms.length > 0 ? readForeignContext(data, forms) : undefined;
  const producerContext = carrier && spanContextOf(carrier);
  return {
    ...record,
    extraction: foreignContext === undefined ? found.outcome : 'foreign',
    restoration: found.outcome === 'extracted' ? found.restoration : undefined,
    carrier,
    producerContext,
    isSampled: producerContext !== undefined && (producerContext.traceFlags & TraceFlags.SAMPLED) !== 0,
    foreignContext,
    sentAtMs: carrier?.sentAtMs,
    createdAtMs: carrier?.createdAtMs,
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
