import { defaultMaxRecordBytes, withoutThrowing } from '@kinesis-otel/contract';
import { type Context, INVALID_SPAN_CONTEXT, isSpanContextValid, type Span, trace } from '@opentelemetry/api';
import { makeCreateSpan } from './create-span.ts';
import { globalApi } from './global-api.ts';
import { endPutCall } from './outcome/end-put-call.ts';
import { outcomeOfError, outcomeOfOutput, type PutOutcome } from './outcome/put-outcome.ts';
import { type OutgoingBatch, withEntries } from './outgoing-batch.ts';
import type { ResolvedPolicy } from './policy-of-stream.ts';
import type { ProducerParts } from './producer-parts.ts';
import { startSendSpan } from './send-span.ts';
import { linksOf } from './span-links.ts';
import { bringContexts, type OutgoingRecord, type OwnContextSources, readRecords } from './stamping/outgoing-record.ts';
import { carriersOf } from './stamping/record-carrier.ts';
import { changesRecords, leaveRecords, type StampedRecords, stampRecords } from './stamping/stamp-records.ts';
import { writerOf } from './stamping/write-payload.ts';

/** A put call about to be made: the command to send in place of the caller's, and whom to tell how it went. */
export interface PutCall<Command> {
  readonly command: Command;
  /** The context to send it in: the send span is active. */
  readonly context: Context;
  readonly succeeded: (output: unknown) => void;
  readonly failed: (error: unknown) => void;
}

/** Starts the send span and stamps copies of the records. */
export function startPutCall<Command>(command: Command, batch: OutgoingBatch, parts: ProducerParts): PutCall<Command> {
  const { settings, telemetry } = parts;
  const policy = parts.policyOf(batch.streamName);
  const parent = globalApi.activeContext();
  const records = readRecords(batch.entries, policy, contextSources(batch.streamName, policy, parent, parts));
  const isOfOwnContexts = bringContexts(records, policy);
  const { links, dropped } = linksOf(records, parts.maxLinks);
  const span = withoutThrowing(telemetry.reportOnce, 'a put has no span', noSpan, () =>
    startSendSpan(telemetry.tracer(), batch, {
      isOfOwnContexts,
      links,
      parent,
      attributes: parts.xrayAttributesOf(parent),
    }),
  );
  const hasProvider = span === noSpan || isSpanContextValid(span.spanContext());
  if (!hasProvider) telemetry.alertOnce(globalApi.mismatch() ?? noProvider);
  // Without a span of ours, records carry the context that the put is made in.
  const context = span === noSpan ? parent : trace.setSpan(parent, span);
  const stamped = withoutThrowing(
    telemetry.reportOnce,
    'records went out without context',
    leaveRecords(batch.entries, 'failed'),
    () => stamp(batch, records, context, policy, parts),
  );
  const Pipeline = settings.pipeline ?? batch.streamName;
  const dimensions = { Environment: settings.environment, Pipeline, ...parts.instance };
  withoutThrowing(telemetry.reportOnce, 'a put could not be measured', undefined, () =>
    telemetry.metrics().recordsStamped(dimensions, stamped, dropped),
  );
  const startedAt = performance.now();
  const end = (readOutcome: () => PutOutcome) => {
    const durationMs = performance.now() - startedAt;
    endPutCall({ batch, records, stamped, policy, span, dimensions, durationMs, readOutcome }, parts);
  };
  return {
    command: changesRecords(stamped) ? withEntries(command, batch, stamped.entries) : command,
    context,
    succeeded: (output) => end(() => outcomeOfOutput(output, batch.entries.length)),
    failed: (error) => end(() => outcomeOfError(error, batch.entries.length)),
  };
}

const noSpan: Span = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
const noProvider =
  'no OpenTelemetry tracer provider is registered, so records carry no context. Register one before the first put, or pass `tracerProvider`.';

function contextSources(
  streamName: string,
  { carrier }: ResolvedPolicy,
  parent: Context,
  { memory, createSpans, telemetry }: ProducerParts,
): OwnContextSources {
  if (!createSpans || carrier !== 'payload') return { memory, createSpan: undefined };
  const createSpan = () =>
    withoutThrowing(telemetry.reportOnce, 'a record has no span of its making', undefined, () =>
      makeCreateSpan(telemetry.tracer(), streamName, parent),
    );
  return { memory, createSpan };
}

function stamp(
  batch: OutgoingBatch,
  records: readonly OutgoingRecord[],
  context: Context,
  policy: ResolvedPolicy,
  { carrierOf, knownOf }: ProducerParts,
): StampedRecords {
  if (policy.carrier !== 'payload')
    return leaveRecords(batch.entries, policy.carrier === 'off' ? 'off' : 'sequence_number');
  const sentAtMs = Date.now();
  const carriers = carriersOf(records, carrierOf, context, sentAtMs);
  const known = knownOf(batch.stream);
  const maxRecordBytes = policy.maxRecordBytes ?? known?.maxRecordBytes ?? defaultMaxRecordBytes;
  const writePayload = writerOf(policy.format, known?.isServiceManaged ?? false);
  const { keepsExisting, isDryRun } = policy;
  return stampRecords(records, carriers, { maxRecordBytes, keepsExisting, isDryRun, writePayload });
}
