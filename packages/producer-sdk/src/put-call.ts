import { type PipelineDimensions, withoutThrowing } from '@kinesis-otel/contract';
import { type Context, isSpanContextValid, type Span, trace } from '@opentelemetry/api';
import { boundTraceContext } from './bind-trace-context.ts';
import type { ProducerSettings } from './env.ts';
import { globalApi } from './global-api.ts';
import { type OutgoingBatch, withEntries } from './outgoing-batch.ts';
import { outcomeOfError, outcomeOfOutput, type PutOutcome } from './put-outcome.ts';
import type { CarrierOf } from './record-carrier.ts';
import { endSendSpan, startSendSpan } from './send-span.ts';
import { stampRecords } from './stamp-records.ts';
import type { ProducerTelemetry } from './telemetry.ts';

/** A put call about to be made: the command to send in place of the caller's, and whom to tell how it went. */
export interface PutCall<Command> {
  readonly command: Command;
  /** The context to send it in: the send span is active. */
  readonly context: Context;
  readonly succeeded: (output: unknown) => void;
  readonly failed: (error: unknown) => void;
}

/** What a client's calls share. */
export interface PutCallParts {
  readonly settings: ProducerSettings;
  readonly telemetry: ProducerTelemetry;
  readonly carrierOf: CarrierOf;
}

/** Starts the send span and stamps copies of the records. */
export function startPutCall<Command>(command: Command, batch: OutgoingBatch, parts: PutCallParts): PutCall<Command> {
  const { settings, telemetry } = parts;
  const dimensions = { Environment: settings.environment, Pipeline: settings.pipeline ?? batch.streamName };
  const bound = batch.entries.map(boundTraceContext);
  const active = globalApi.activeContext();
  const span = startSendSpan(telemetry.tracer(), batch, bound, active);
  const sentAtMs = Date.now();
  if (!isSpanContextValid(span.spanContext())) telemetry.reportOnce(globalApi.mismatch() ?? noProvider);
  const sendContext = trace.setSpan(active, span);
  // One for all that were not bound: what is made of it is then made once.
  const shared = bound.includes(undefined) ? parts.carrierOf(undefined, sendContext, sentAtMs) : undefined;
  const carriers = bound.map((each) => (each === undefined ? shared : parts.carrierOf(each, sendContext, sentAtMs)));
  const stamped = stampRecords(batch.entries, carriers);
  withoutThrowing(telemetry.reportOnce, 'a put could not be measured', undefined, () =>
    telemetry.metrics().recordsStamped(dimensions, stamped),
  );
  const startedAt = performance.now();
  const ended = (readOutcome: () => PutOutcome) =>
    endPutCall(
      { span, dimensions, readOutcome, operation: batch.operation, durationMs: performance.now() - startedAt },
      parts,
    );
  return {
    command: stamped.injected === 0 ? command : withEntries(command, batch, stamped.entries),
    context: sendContext,
    succeeded: (output) => ended(() => outcomeOfOutput(output, batch.entries.length)),
    failed: (error) => ended(() => outcomeOfError(error, batch.entries.length)),
  };
}

const noProvider =
  'no OpenTelemetry tracer provider is registered, so records carry no context. Register one before the first put, or pass `tracerProvider`.';

interface EndedPutCall {
  readonly span: Span;
  readonly dimensions: PipelineDimensions;
  readonly readOutcome: () => PutOutcome;
  readonly operation: string;
  readonly durationMs: number;
}

function endPutCall(call: EndedPutCall, { telemetry }: PutCallParts): void {
  withoutThrowing(telemetry.reportOnce, 'a put could not be measured', undefined, () => {
    const outcome = call.readOutcome();
    endSendSpan(call.span, outcome);
    telemetry.metrics().putEnded(call.dimensions, call.operation, call.durationMs, outcome);
  });
}
