import { type Carrier, type FindResult, readBase64, readBytes } from '@kinesis-otel/contract';
import { isSpanContextValid, type SpanContext } from '@opentelemetry/api';
import { readKinesisBatch } from '../records/kinesis-batch.ts';
import { spanContextOf } from '../records/span-context-of.ts';

/** The contexts that made a record as it lies in the stream; an aggregate may have one for each of its user records. */
export function contextsInBytes(bytes: Uint8Array): readonly SpanContext[] {
  return contextsOf(readBytes(bytes));
}

/** The contexts that made the records of a batch, out of its event; undefined where the text is no such event. */
export function contextsInEvent(text: string): readonly SpanContext[] | undefined {
  const batch = readKinesisBatch(parsed(text));
  return batch?.records.flatMap(({ kinesis }) => contextsOf(readBase64(kinesis.data)));
}

function contextsOf(found: FindResult): readonly SpanContext[] {
  const carriers = found.outcome === 'extracted' ? found.carriers : [];
  return carriers.flatMap((carrier: Carrier | undefined) => {
    const context = carrier && spanContextOf(carrier);
    return context === undefined || !isSpanContextValid(context) ? [] : [context];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
