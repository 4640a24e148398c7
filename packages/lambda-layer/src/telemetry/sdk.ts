import type { HistogramSource } from '@kinesis-otel/consumer-sdk/host';
import type { ReportOnce, Variables } from '@kinesis-otel/contract';
import type { DiagLogger, MeterProvider, TextMapPropagator, TracerProvider } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import type { LazyParts } from '../lazy-parts.ts';
import type { LayerSettings } from '../settings/layer-settings.ts';
import type { PrepareBatch } from '../touch/prepare-touched-batch.ts';
import { createFlush, type Flush } from './flush.ts';
import { functionSdk } from './function-sdk.ts';
import { createLateWork, type LateWork } from './late-work.ts';
import { createPropagator } from './propagator.ts';
import { registeredGlobals, registerFree } from './register-globals.ts';
import { startMetrics, startTraces } from './start-telemetry.ts';
import { wakeTracers } from './wake-tracers.ts';

/** Where the telemetry of a function goes. None of the providers flushes: the layer does. */
export interface ChosenSdk {
  readonly tracerProvider: TracerProvider;
  readonly meterProvider: MeterProvider;
  /** Where the values of our histograms go; undefined: to the meter provider. */
  readonly histograms: HistogramSource | undefined;
  readonly propagator: TextMapPropagator;
  readonly prepareBatch: PrepareBatch | undefined;
  /** Puts off work until the flush, which comes after the answer where there is an extension. */
  readonly later: LateWork['add'];
  /** Makes the flush; with an extension metrics wait for their interval, without one they go each time. */
  readonly createFlush: (hasExtension: boolean) => Flush;
}

/** The choice between the layer's SDK and the function's own. */
export interface Sdk {
  /** To be called once, when the function's code is loaded. */
  readonly choose: () => ChosenSdk;
}

/**
 * Registers the layer's SDK where it is to serve the function: with `layer` before the function's code is loaded, so that its
 * own SDK finds the place taken; with `auto` after it, and only what is still free.
 */
export function createSdk(
  settings: LayerSettings,
  variables: Variables,
  log: DiagLogger,
  reportOnce: ReportOnce,
  parts: LazyParts,
): Sdk {
  const propagator = createPropagator(settings.propagators);
  const startOwn = () => {
    const { provider, outbox } = startTraces(settings, variables, reportOnce, parts);
    const isTouched = settings.attribution === 'touch';
    return { provider: isTouched ? parts.touch().attributingProvider(provider) : provider, outbox };
  };
  const register = (trace: TracerProvider): void =>
    registerFree({
      trace,
      context: new AsyncLocalStorageContextManager().enable(),
      propagation: propagator,
      diag: log,
    });
  const first = settings.sdk === 'layer' ? startOwn() : undefined;
  if (first !== undefined) register(first.provider);
  return {
    choose() {
      const isOwn = settings.sdk === 'layer' || (settings.sdk === 'auto' && registeredGlobals().trace === undefined);
      const traces = first ?? (isOwn ? startOwn() : functionSdk(reportOnce));
      if (isOwn && first === undefined) {
        register(traces.provider);
        wakeTracers(traces.provider);
      }
      // With `function` an SDK may come yet, and its copy of the API takes no registration but of its own version.
      if (settings.sdk !== 'function') registerFree({ diag: log });
      const lateWork = createLateWork();
      const metrics = startMetrics(settings, variables, reportOnce, parts);
      return {
        tracerProvider: traces.provider,
        meterProvider: metrics.provider,
        histograms: metrics.histograms,
        propagator,
        prepareBatch: choosePrepareBatch(settings, isOwn, parts, reportOnce),
        later: lateWork.add,
        createFlush: (hasExtension) =>
          createFlush({
            spans: traces.outbox,
            metrics: metrics.outbox,
            metricIntervalMs: hasExtension ? settings.metricIntervalMs : 0,
            lateWork,
          }),
      };
    },
  };
}

function choosePrepareBatch(
  { attribution }: LayerSettings,
  isOwn: boolean,
  { touch }: LazyParts,
  reportOnce: ReportOnce,
): PrepareBatch | undefined {
  if (attribution === 'batch') return undefined;
  const prepareBatch = isOwn ? touch().createPrepareBatch(registeredGlobals().context) : undefined;
  if (prepareBatch === undefined) {
    reportOnce(
      "KINESIS_OTEL_RECORD_ATTRIBUTION=touch needs the layer's own SDK; records are attributed to their batch",
    );
  }
  return prepareBatch;
}
