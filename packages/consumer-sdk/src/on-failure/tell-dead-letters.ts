import { rememberLast, withoutThrowing } from '@kinesis-otel/contract';
import type { Context, MeterProvider } from '@opentelemetry/api';
import { consumerDimensions } from '../consumer-dimensions.ts';
import { type ConsumerSettings, readConsumerSettings } from '../env.ts';
import { createFlush, type Flush, safetyMarginMs } from '../flush/flush-before-freeze.ts';
import { globalApi } from '../global-api.ts';
import type { LambdaContext } from '../lambda-context.ts';
import { type ConsumerTelemetry, openConsumerTelemetry, scopeName } from '../telemetry.ts';
import { createDeadLetterMetrics, type DeadLetterMetrics } from './dead-letter-metrics.ts';
import { makeDeadLetterSpan } from './dead-letter-span.ts';
import { type FoundFailure, findFailures } from './find-failures.ts';
import type { OnFailureOptions } from './on-failure-options.ts';
import { type AwaitTurn, paceReads } from './pace-reads.ts';
import { readFailureObject } from './read-failure-object.ts';
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
  readonly flush: Flush;
}

/** What is known of one invocation. */
interface Invocation {
  /** The active context as it began. */
  readonly context: Context;
  readonly remainingMs: () => number | undefined;
  /** Milliseconds since the epoch. */
  readonly startedAtMs: number;
  /** When reading must be over, of `performance.now()`. */
  readonly deadlineAt: number;
}

/** Decides, once for a handler, all that does not change from one invocation to the next. */
export function createDeadLetterTeller(
  options: OnFailureOptions,
): (event: unknown, lambdaContext: LambdaContext | undefined) => Telling {
  const telemetry = openConsumerTelemetry(options);
  const settings = readConsumerSettings(options);
  const metricsOf = rememberLast((provider: MeterProvider) => createDeadLetterMetrics(provider.getMeter(scopeName)));
  const parts: Parts = {
    options,
    settings,
    telemetry,
    metrics: () => metricsOf(telemetry.meterProvider()),
    wasSeen: createSeen(),
    awaitTurn: paceReads(options.maxReadsPerSecond ?? 1),
    flush: createFlush({ timeoutMs: settings.flushTimeoutMs, everyMs: 0 }),
  };
  return (event, lambdaContext) => {
    const invocation = beginInvocation(lambdaContext, parts);
    const found = withoutThrowing(telemetry.reportOnce, 'dead letters were not read', [], () => findFailures(event));
    const told = found.map((failure) => tell(failure, invocation, parts));
    return {
      async end() {
        await Promise.all(told);
        await flush(invocation, parts);
      },
    };
  };
}

function beginInvocation(
  lambdaContext: LambdaContext | undefined,
  { options, settings, telemetry }: Parts,
): Invocation {
  const remainingMs = () =>
    withoutThrowing(telemetry.reportOnce, 'the time Lambda has left is not known', undefined, () =>
      lambdaContext?.getRemainingTimeInMillis?.(),
    );
  const spareMs = (remainingMs() ?? Number.POSITIVE_INFINITY) - settings.flushTimeoutMs - 2 * safetyMarginMs;
  const readMs = Math.max(0, Math.min(options.readTimeoutMs ?? 3_000, spareMs));
  const context = globalApi.activeContext();
  return { context, remainingMs, startedAtMs: Date.now(), deadlineAt: performance.now() + readMs };
}

/** Counts a batch at once, and makes its span when its records have been looked for. Never rejects. */
async function tell(failure: FoundFailure, invocation: Invocation, parts: Parts): Promise<void> {
  const { telemetry, options, awaitTurn, settings } = parts;
  const { reportOnce } = telemetry;
  const { deadlineAt, startedAtMs } = invocation;
  const document =
    'document' in failure
      ? failure.document
      : await readFailureObject(failure.object, { read: options.readObject, deadlineAt, reportOnce });
  if (document === undefined || parts.wasSeen(document.requestId)) return;
  // The pipeline's own, so that its dead letters stand beside its successes.
  const dimensions = consumerDimensions(document.streamName, settings);
  withoutThrowing(reportOnce, 'a dead letter was not counted', undefined, () =>
    parts.metrics().batchGivenUp(dimensions, document),
  );
  const recovered = await recoverContexts(document, { reader: options.readStream, awaitTurn, deadlineAt, reportOnce });
  withoutThrowing(reportOnce, 'a dead letter has no span', undefined, () => {
    const letter = { document, recovered, maxLinks: settings.maxLinks, startedAtMs };
    const dropped = makeDeadLetterSpan(telemetry.tracer, letter, invocation.context);
    parts.metrics().linksDropped(dimensions, dropped);
  });
}

async function flush({ remainingMs }: Invocation, { telemetry, ...parts }: Parts): Promise<void> {
  try {
    const result = await parts.flush({
      tracerProvider: telemetry.tracerProvider(),
      meterProvider: telemetry.meterProvider(),
      remainingMs: remainingMs(),
    });
    if (result !== 'flushed') telemetry.reportOnce(`telemetry was not flushed before the invocation ended (${result})`);
  } catch (error) {
    telemetry.reportOnce('telemetry was not flushed before the invocation ended', error);
  }
}
