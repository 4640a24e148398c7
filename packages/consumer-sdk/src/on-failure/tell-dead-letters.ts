import { rememberLast, withoutThrowing } from '@kinesis-otel/contract';
import { type Context, context, type MeterProvider } from '@opentelemetry/api';
import { type ConsumerSettings, readConsumerSettings } from '../env.ts';
import { flushBeforeFreeze } from '../flush-before-freeze.ts';
import type { ConsumerDimensions } from '../invocation-on-context.ts';
import type { LambdaContext } from '../lambda-context.ts';
import { type ConsumerTelemetry, openConsumerTelemetry, scopeName } from '../telemetry.ts';
import { createDeadLetterMetrics, type DeadLetterMetrics } from './dead-letter-metrics.ts';
import { makeDeadLetterSpan } from './dead-letter-span.ts';
import { type FailureDocument, readFailureDocument } from './failure-document.ts';
import { type FoundFailure, findFailures } from './find-failures.ts';
import type { OnFailureOptions } from './on-failure-options.ts';
import { type AwaitTurn, paceReads } from './pace-reads.ts';
import { recoverContexts } from './recover-contexts.ts';
import { createSeen } from './seen-requests.ts';

/** The telling of one invocation's dead letters, under way beside its handler. */
export interface Telling {
  /** Waits until all is told, within the options' bounds, and flushes; never rejects. */
  readonly end: () => Promise<void>;
}

/** What the invocations of one handler share. */
interface Parts {
  readonly options: OnFailureOptions;
  readonly settings: ConsumerSettings;
  readonly telemetry: ConsumerTelemetry;
  readonly metrics: () => DeadLetterMetrics;
  readonly wasSeen: (requestId: string | undefined) => boolean;
  readonly awaitTurn: AwaitTurn;
}

/** What is known of one invocation. */
interface Invocation {
  /** The active context as it began. */
  readonly context: Context;
  /** Milliseconds since the epoch. */
  readonly startedAtMs: number;
  /** When reading must be over, of `performance.now()`. */
  readonly deadlineAt: number;
}

/** Kept for the flush and the answer, in milliseconds. */
const safetyMarginMs = 200;

/** Decides, once for a handler, all that does not change from one invocation to the next. */
export function createDeadLetterTeller(
  options: OnFailureOptions,
): (event: unknown, lambdaContext: LambdaContext | undefined) => Telling {
  const telemetry = openConsumerTelemetry(options);
  const metricsOf = rememberLast((provider: MeterProvider) => createDeadLetterMetrics(provider.getMeter(scopeName)));
  const parts: Parts = {
    options,
    settings: readConsumerSettings(options),
    telemetry,
    metrics: () => metricsOf(telemetry.meterProvider()),
    wasSeen: createSeen(),
    awaitTurn: paceReads(options.maxReadsPerSecond ?? 1),
  };
  return (event, lambdaContext) => {
    const invocation = beginInvocation(lambdaContext, parts);
    const found = withoutThrowing(telemetry.reportOnce, 'dead letters were not read', [], () => findFailures(event));
    const told = found.map((failure) => tell(failure, invocation, parts));
    return {
      async end() {
        await Promise.all(told);
        await flush(lambdaContext, parts);
      },
    };
  };
}

function beginInvocation(lambdaContext: LambdaContext | undefined, { options, settings }: Parts): Invocation {
  const remainingMs = lambdaContext?.getRemainingTimeInMillis?.() ?? Number.POSITIVE_INFINITY;
  const readMs = Math.min(options.readTimeoutMs ?? 3_000, remainingMs - settings.flushTimeoutMs - safetyMarginMs);
  return { context: context.active(), startedAtMs: Date.now(), deadlineAt: performance.now() + Math.max(0, readMs) };
}

/** Counts a batch at once, and makes its span when its records have been looked for. Never rejects. */
async function tell(failure: FoundFailure, invocation: Invocation, parts: Parts): Promise<void> {
  const { telemetry, options, awaitTurn } = parts;
  const { reportOnce } = telemetry;
  const document = 'document' in failure ? failure.document : await readObject(failure.object, parts);
  if (document === undefined || parts.wasSeen(document.requestId)) return;
  const dimensions = dimensionsOf(document, parts.settings);
  withoutThrowing(reportOnce, 'a dead letter was not counted', undefined, () =>
    parts.metrics().batchGivenUp(dimensions, document),
  );
  const { deadlineAt } = invocation;
  const recovered = await recoverContexts(document, { reader: options.readStream, awaitTurn, deadlineAt, reportOnce });
  withoutThrowing(reportOnce, 'a dead letter has no span', undefined, () => {
    const letter = { document, recovered, maxLinks: parts.settings.maxLinks, startedAtMs: invocation.startedAtMs };
    const dropped = makeDeadLetterSpan(telemetry.tracer, letter, invocation.context);
    parts.metrics().linksDropped(dimensions, dropped);
  });
}
