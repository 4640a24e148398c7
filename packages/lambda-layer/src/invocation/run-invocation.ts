import { createRunInvocation, type HistogramSource, type RunInvocation } from '@kinesis-otel/consumer-sdk/host';
import type { MeterProvider, TextMapPropagator, TracerProvider } from '@opentelemetry/api';
import { isKinesisEvent } from '../touch/is-kinesis-event.ts';
import type { PrepareBatch } from '../touch/prepare-touched-batch.ts';
import { headerReader } from './header-reader.ts';

/** What invocations are made of. */
export interface LayerParts {
  readonly tracerProvider: TracerProvider;
  readonly meterProvider: MeterProvider;
  /** Where the values of our histograms go; undefined: to the meter provider. */
  readonly histograms: HistogramSource | undefined;
  readonly propagator: TextMapPropagator;
  /** Flushes at once what has no answer to wait for. */
  readonly outOfTime: () => Promise<void>;
  readonly flushTimeoutMs: number;
  /** Puts off what no answer is to wait for. */
  readonly later: (work: () => void) => void;
  /** Lets a handler see records whose payloads lead into their contexts. */
  readonly prepareBatch: PrepareBatch | undefined;
}

/** Decides, once, how the layer runs invocations. */
export function createLayerRun(parts: LayerParts): RunInvocation {
  const { tracerProvider, meterProvider, histograms, propagator, later, prepareBatch } = parts;
  const run = createRunInvocation(
    { tracerProvider, meterProvider, flushTimeoutMs: parts.flushTimeoutMs },
    {
      flush: async ({ isLast }) => {
        if (isLast === true) void parts.outOfTime();
        // Else it comes with the answer, or after it.
        return 'not due';
      },
      measure: later,
      readHeaders: headerReader(propagator),
      ...(histograms === undefined ? {} : { histograms }),
    },
  );
  if (prepareBatch === undefined) return run;
  return (event, lambdaContext, call) =>
    run(event, lambdaContext, (seen) => call(isKinesisEvent(event) ? prepareBatch(event, seen) : seen));
}
