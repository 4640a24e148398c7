import { readTraceparent, takeJsonFromBase64 } from '@kinesis-otel/contract';
import { createTraceState, type SpanContext, TraceFlags } from '@opentelemetry/api';
import type { BatchRecord } from './kinesis-batch.ts';

/** A record whose carrier, if it had one, has been taken out. */
export interface ReadRecord extends BatchRecord {
  readonly extraction: 'extracted' | 'missing' | 'invalid';
  /** The payload as the producer was given it, in base64. */
  readonly cleanData: string;
  /** The context the record was made or sent in; undefined where it carried none. */
  readonly producerContext: SpanContext | undefined;
  /** Whether its producer recorded it; false where it carried no context. */
  readonly isSampled: boolean;
  readonly sentAtMs: number | undefined;
  readonly createdAtMs: number | undefined;
}

/** Takes a record's context out of its payload. Never throws: what cannot be read is left as it is. */
export function readRecord(record: BatchRecord): ReadRecord {
  const taken = takeJsonFromBase64(record.source.kinesis.data);
  const carrier = taken.outcome === 'extracted' ? taken.carrier : undefined;
  const fields = carrier === undefined ? undefined : readTraceparent(carrier.traceparent);
  return {
    ...record,
    extraction: taken.outcome,
    cleanData: taken.payload,
    producerContext: fields && {
      ...fields,
      isRemote: true,
      ...(carrier?.tracestate === undefined ? {} : { traceState: createTraceState(carrier.tracestate) }),
    },
    isSampled: fields !== undefined && (fields.traceFlags & TraceFlags.SAMPLED) !== 0,
    sentAtMs: carrier?.sentAtMs,
    createdAtMs: carrier?.createdAtMs,
  };
}
