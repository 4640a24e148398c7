import type { Pipeline } from '@kinesis-otel/local-pipeline';
import { judge, observeOtlp, type ReportInput } from '@kinesis-otel/pipeline-health';
import { countDeadLetters } from './count-dead-letters.ts';
import { countDeliveries } from './count-deliveries.ts';
import type { DemoOptions } from './demo-options.ts';
import { names } from './stack.ts';

const { stream, table, failedQueue } = names;

/** Gathers what the report tells: figures from telemetry, counts from stream, table and queue. */
export async function gatherReport(pipeline: Pipeline, rate: number, options: DemoOptions): Promise<ReportInput> {
  const { traces, metrics } = pipeline.telemetry;
  const telemetry = { resourceSpans: traces, resourceMetrics: metrics };
  const observation = observeOtlp(telemetry, { pipeline: stream, streamName: stream });
  const counts = pipeline.ledger.counts(stream);
  const held = await countDeliveries(pipeline.dynamodbEndpoint, table);
  const recordsDeadLettered = countDeadLetters(pipeline.queue(failedQueue).messages());
  const elapsedMs = (counts.lastSettledAtMs ?? 0) - (counts.firstAcceptedAtMs ?? 0);
  return {
    title: 'airports',
    observation,
    verdicts: judge(observation),
    groundTruth: {
      recordsSent: counts.accepted,
      recordsProcessed: held.records,
      recordsLost: counts.accepted - held.records - recordsDeadLettered,
      recordsDuplicated: held.duplicates,
      recordsDeadLettered,
    },
    recordsPerSecond: elapsedMs > 0 ? (counts.settled * 1_000) / elapsedMs : 0,
    offeredRatePerSecond: rate === 0 ? 'flat out' : rate,
    notes: notesOn(pipeline, options),
  };
}

function notesOn({ telemetry, ledger }: Pipeline, options: DemoOptions): readonly string[] {
  const { failRate, poison, isThrottled, isChaotic, otlp } = options;
  const { requests, forwardFailures, lastForwardFailure } = telemetry;
  const { redelivered, failedInvocations } = ledger.counts(stream);
  const again = `${redelivered} deliveries came after a record's first.`;
  return [
    ...(failRate === 0 ? [] : [`--fail-rate ${failRate}: attempts were rejected on purpose; ${again}`]),
    ...(poison === 0
      ? []
      : [`--poison ${poison}: these records fail always; after 2 retries they went to the queue ${failedQueue}.`]),
    ...(isThrottled ? ['--throttle: the stream took 70 % of what was offered; the producer sent the rest again.'] : []),
    ...(isChaotic
      ? [`--chaos: puts were delayed, failed and cut off, and ${failedInvocations} invocations were killed; ${again}`]
      : []),
    ...(otlp === undefined
      ? []
      : [`${requests - forwardFailures} of ${requests} OTLP requests were passed on to ${otlp}.`]),
    ...(lastForwardFailure === undefined ? [] : [`The last that was not: ${lastForwardFailure}`]),
  ];
}
