import { type HistogramSource, instrumentHandlerOfHost } from '@kinesis-otel/consumer-sdk/host';
import { type ReportOnce, withoutThrowing } from '@kinesis-otel/contract';
import { context, type MeterProvider, type TextMapPropagator, type TracerProvider, trace } from '@opentelemetry/api';
import { endInvocationSpan, startInvocationSpan } from './invocation-span.ts';
import { isKinesisEvent } from './is-kinesis-event.ts';
import type { LambdaContext } from './lambda-context.ts';

/** Calls the function's handler with the event it is to see. */
export type CallHandler = (event: unknown) => unknown;

/** Runs a handler in its invocation's telemetry; gives what it gave, and fails as it failed. Calls it before it returns. */
export type RunInvocation = (
  event: unknown,
  lambdaContext: LambdaContext | undefined,
  call: CallHandler,
) => Promise<unknown>;

/** What invocations are made of. */
export interface RunInvocationParts {
  readonly tracerProvider: TracerProvider;
  readonly meterProvider: MeterProvider;
  /** Where the values of our histograms go; undefined: to the meter provider. */
  readonly histograms: HistogramSource | undefined;
  readonly propagator: TextMapPropagator;
  /** Puts off what no answer is to wait for. */
  readonly later: (work: () => void) => void;
  readonly reportOnce: ReportOnce;
  /** Lets a handler see records whose payloads lead into their contexts. */
  readonly prepareBatch: ((original: unknown, seen: unknown) => unknown) | undefined;
}

/** Decides, once, how invocations run: Kinesis's in batch mode, all others in a span of their own. */
export function createRunInvocation(parts: RunInvocationParts): RunInvocation {
  const tracer = parts.tracerProvider.getTracer('@kinesis-otel/lambda-layer');
  const { tracerProvider, meterProvider, histograms, later, prepareBatch = (_, seen) => seen } = parts;
  /** Several invocations may be under way at once. */
  const calls = new WeakMap<object, { readonly event: unknown; readonly call: CallHandler }>();
  const runBatch = instrumentHandlerOfHost(
    (seen: unknown, lambdaContext: object) => {
      const { event, call } = calls.get(lambdaContext) ?? missing();
      return call(prepareBatch(event, seen));
    },
    { tracerProvider, meterProvider },
    // The extension flushes, after the answer has gone out.
    { flush: async () => 'not due', measure: later, ...(histograms === undefined ? {} : { histograms }) },
  );
  let isColdStart = true;
  return async (event, lambdaContext, call) => {
    const wasColdStart = isColdStart;
    isColdStart = false;
    if (isKinesisEvent(event) && lambdaContext !== undefined) {
      calls.set(lambdaContext, { event, call });
      return runBatch(event, lambdaContext);
    }
    const input = { event, lambdaContext, isColdStart: wasColdStart, propagator: parts.propagator };
    const span = withoutThrowing(parts.reportOnce, 'no invocation span', undefined, () =>
      startInvocationSpan(tracer, { ...input, context: context.active() }),
    );
    if (span === undefined) return call(event);
    const end = (failure?: { readonly error: unknown }): void =>
      withoutThrowing(parts.reportOnce, 'no invocation span', undefined, () => endInvocationSpan(span, failure));
    try {
      const answer = await context.with(trace.setSpan(context.active(), span), () => call(event));
      end();
      return answer;
    } catch (error) {
      end({ error });
      throw error;
    }
  };
}

function missing(): never {
  throw new Error('An invocation is run without its handler.');
}
