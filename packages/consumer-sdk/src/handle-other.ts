import { withoutThrowing } from '@kinesis-otel/contract';
import { ROOT_CONTEXT, type Span, trace } from '@opentelemetry/api';
import { globalApi } from './global-api.ts';
import type { HandlerParts } from './handler-parts.ts';
import type { LambdaContext } from './lambda-context.ts';
import { timeout, watchTimeout } from './running/watchdog.ts';
import { triggerOf } from './spans/faas-trigger.ts';
import { endInvocationSpan, startInvocationSpan } from './spans/invocation-span.ts';
import { parentOfOther } from './spans/parent-of-other.ts';

/**
 * Does the work of an invocation that is no Kinesis batch, inside the invocation's span, and flushes. Where a span is
 * active already somebody else looks after the invocation, and only the work is done.
 */
export async function handleOther<Response>(
  event: unknown,
  lambdaContext: LambdaContext | undefined,
  parts: HandlerParts,
  work: () => Response | PromiseLike<Response>,
): Promise<Response> {
  const { settings, telemetry, readHeaders, environment } = parts;
  // The first invocation is this one, though no pipeline's metrics tell of it.
  const { isColdStart } = environment.begin();
  const active = globalApi.activeContext();
  if (trace.getSpan(active) !== undefined) return work();
  const span = withoutThrowing(telemetry.reportOnce, 'no invocation span', undefined, () => {
    const parent =
      settings.invocationParent === 'auto' ? parentOfOther(event, lambdaContext, readHeaders) : ROOT_CONTEXT;
    const { functionName } = settings;
    const trigger = triggerOf(event);
    return startInvocationSpan(telemetry.tracer, {
      functionName,
      lambdaContext,
      trigger,
      isColdStart,
      links: [],
      parent,
    });
  });
  const end = createEnd(span, lambdaContext, parts);
  let response: Response;
  try {
    response = await (span === undefined ? work() : globalApi.withContext(trace.setSpan(active, span), work));
  } catch (error) {
    await end({ error });
    throw error;
  }
  await end();
  return response;
}

/** What ends such an invocation, by its handler or by the clock: the first of them counts. */
function createEnd(
  span: Span | undefined,
  lambdaContext: LambdaContext | undefined,
  { settings, telemetry, flush }: HandlerParts,
): (failure?: { readonly error: unknown }) => Promise<void> {
  const { reportOnce, errorTypeOf } = telemetry;
  const remainingMs = () =>
    withoutThrowing(reportOnce, 'the time Lambda has left is not known', undefined, () =>
      lambdaContext?.getRemainingTimeInMillis?.(),
    );
  let isOver = false;
  const end = async (failure?: { readonly error: unknown }): Promise<void> => {
    if (isOver) return;
    isOver = true;
    stopWatch();
    withoutThrowing(reportOnce, 'an invocation span did not end', undefined, () => {
      if (span !== undefined) endInvocationSpan(span, failure && errorTypeOf(failure.error));
    });
    await flush({
      tracerProvider: telemetry.tracerProvider(),
      meterProvider: telemetry.meterProvider(),
      remainingMs: remainingMs(),
      // Lambda ends an environment whose function ran out of time.
      ...(failure?.error === timeout ? { isLast: true } : {}),
    }).catch((error) => reportOnce('telemetry was not flushed before the invocation ended', error));
  };
  const stopWatch = watchTimeout(remainingMs(), settings.flushTimeoutMs, () => void end({ error: timeout }));
  return end;
}
