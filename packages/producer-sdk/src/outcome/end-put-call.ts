import { attributeNames, withoutThrowing } from '@kinesis-otel/contract';
import type { Attributes, Span } from '@opentelemetry/api';
import type { OutgoingBatch } from '../outgoing-batch.ts';
import type { ResolvedPolicy } from '../policy-of-stream.ts';
import type { ProducerParts } from '../producer-parts.ts';
import { endSendSpan } from '../send-span.ts';
import type { OutgoingRecord } from '../stamping/outgoing-record.ts';
import type { ResendMemory } from '../stamping/resend-memory.ts';
import type { StampedRecords } from '../stamping/stamp-records.ts';
import { describePut } from './describe-put.ts';
import { payloadUnits } from './payload-units.ts';
import type { ProducerDimensions } from './producer-metrics.ts';
import { isAccepted, type PutOutcome, placeOf } from './put-outcome.ts';

/** A put call that AWS answered, or that failed. */
export interface EndedPutCall {
  readonly batch: OutgoingBatch;
  readonly records: readonly OutgoingRecord[];
  readonly stamped: StampedRecords;
  readonly policy: ResolvedPolicy;
  readonly span: Span;
  readonly dimensions: ProducerDimensions;
  readonly durationMs: number;
  readonly readOutcome: () => PutOutcome;
}

/** Ends the span, measures the call, and remembers what rejected records carried. Never throws. */
export function endPutCall(call: EndedPutCall, parts: ProducerParts): void {
  const { batch, stamped, span, durationMs } = call;
  const { reportOnce, metrics } = parts.telemetry;
  const outcome = withoutThrowing(reportOnce, 'the answer to a put could not be read', undefined, call.readOutcome);
  withoutThrowing(reportOnce, 'the span of a put could not be ended', undefined, () => {
    if (outcome === undefined) span.end();
    else endSendSpan(span, outcome, placeAttributes(call, outcome));
  });
  if (outcome === undefined) return;
  withoutThrowing(reportOnce, 'what rejected records carried could not be remembered', undefined, () =>
    remember(call, outcome, parts.memory),
  );
  withoutThrowing(reportOnce, 'a put could not be measured', undefined, () => {
    const units = payloadUnits(sentBytes(call), outcome);
    const { operation, streamName } = batch;
    metrics().putEnded(call.dimensions, { operation, streamName, durationMs, payloadUnits: units, outcome });
  });
  if (!parts.settings.isDebug) return;
  withoutThrowing(reportOnce, 'a put could not be described', undefined, () =>
    process.stderr.write(`${describePut(batch, stamped, outcome, durationMs)}\n`),
  );
}

function remember({ records, stamped, span }: EndedPutCall, outcome: PutOutcome, memory: ResendMemory): void {
  if (outcome.accepted === outcome.total && memory.isEmpty()) return;
  for (const [index, { entry, own }] of records.entries()) {
    const carrier = stamped.carried[index];
    if (!isAccepted(outcome, index) && carrier !== undefined)
      memory.rejected(entry, carrier, own?.spanContext ?? span.spanContext());
    else if (own?.carrier !== undefined) memory.accepted(entry);
  }
}

function sentBytes({ records, stamped }: EndedPutCall): readonly number[] {
  const bytes: number[] = [];
  for (let index = 0; index < records.length; index++) {
    const { payload } = records[index] as OutgoingRecord;
    const data = stamped.entries[index]?.Data;
    // Text is sent as the bytes that were read of it.
    bytes.push(typeof data === 'string' || data === undefined ? payload.length : data.length);
  }
  return bytes;
}

/** Where in the stream the records are: by the conventions for one record, by a list of ours for a join without a carrier. */
function placeAttributes({ batch, span, policy }: EndedPutCall, outcome: PutOutcome): Attributes {
  if (!span.isRecording()) return {};
  if (batch.operation === 'PutRecord') {
    const place = placeOf(outcome, 0);
    if (place === undefined) return {};
    return {
      [attributeNames.messagingMessageId]: place.sequenceNumber,
      [attributeNames.messagingDestinationPartitionId]: place.shardId,
    };
  }
  if (policy.carrier !== 'sequence-number') return {};
  const places = batch.entries.flatMap((_, index) => placeOf(outcome, index) ?? []);
  return { [attributeNames.recordIds]: places.map(({ shardId, sequenceNumber }) => `${shardId}:${sequenceNumber}`) };
}
