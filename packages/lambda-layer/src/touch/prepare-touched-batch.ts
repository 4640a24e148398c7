import type { KinesisEvent } from '@kinesis-otel/consumer-sdk';
import { type EnteredRecord, getInvocation } from '@kinesis-otel/consumer-sdk/host';
import { type ContextManager, context } from '@opentelemetry/api';
import { createRecordAttribution, type EnterContext } from './record-attribution.ts';
import { touchedEvent } from './touched-event.ts';

/** Gives a handler its batch, as it is to see it, so that its records' payloads lead into their contexts. */
export type PrepareBatch = (original: unknown, seen: unknown) => unknown;

/**
 * Makes it for the context manager that is registered; undefined where that one cannot enter a context other than around a
 * function, as OpenTelemetry's own for Node can.
 */
export function createPrepareBatch(manager: ContextManager | undefined): PrepareBatch | undefined {
  const storage = (manager as { _asyncLocalStorage?: { enterWith?: EnterContext } } | undefined)?._asyncLocalStorage;
  if (typeof storage?.enterWith !== 'function') return undefined;
  const enter: EnterContext = (entered) => storage.enterWith?.(entered);
  return (original, seen) => {
    const { Records } = original as KinesisEvent;
    const batchContext = context.active();
    const invocation = getInvocation(batchContext);
    /** Of an aggregate, whose payload is read at once, the first user record stands for all. */
    const enterRecord = (at: number): EnteredRecord | undefined =>
      invocation?.enterRecord?.({ sequenceNumber: Records[at]?.kinesis.sequenceNumber ?? '' });
    if (Records.length === 1) {
      // All that is done for a batch of one is done for its record.
      enter(enterRecord(0)?.context ?? batchContext);
      return seen;
    }
    const attribution = createRecordAttribution({ batchContext, enterRecord, active: () => context.active(), enter });
    attribution.deliver(undefined, false);
    return touchedEvent(seen as KinesisEvent, attribution);
  };
}
