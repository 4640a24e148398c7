import type { ReportOnce } from '@kinesis-otel/contract';
import { metrics, type Tracer, type TracerProvider, trace } from '@opentelemetry/api';
import type { Pipe } from './start-telemetry.ts';

interface Flushable {
  readonly forceFlush?: () => Promise<void>;
  /** The global tracer provider is a proxy; the real one is behind it. */
  readonly getDelegate?: () => Flushable;
}

/** The function's own SDK: whatever is registered when a span starts, or a flush does. */
export function functionSdk(reportOnce: ReportOnce): Pipe<TracerProvider> {
  const flush = async (provider: Flushable): Promise<void> => {
    try {
      await (provider.getDelegate?.() ?? provider).forceFlush?.();
    } catch (error) {
      reportOnce("the function's own SDK could not flush", error);
    }
  };
  return {
    provider: { getTracer: (...scope) => lateTracer(() => trace.getTracer(scope[0], scope[1])) },
    outbox: {
      async flush() {
        await Promise.all([
          flush(trace.getTracerProvider() as Flushable),
          flush(metrics.getMeterProvider() as Flushable),
        ]);
      },
    },
  };
}

/** A tracer that asks anew for each span: a function may start its SDK in its first invocation. */
function lateTracer(tracer: () => Tracer): Tracer {
  return {
    startSpan: (...parameters) => tracer().startSpan(...parameters),
    // The overloads do not fit one signature.
    startActiveSpan: ((...parameters: Parameters<Tracer['startActiveSpan']>) =>
      tracer().startActiveSpan(...parameters)) as Tracer['startActiveSpan'],
  };
}
