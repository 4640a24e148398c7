import { rememberLast, withoutThrowing } from '@kinesis-otel/contract';
import type { MeterProvider } from '@opentelemetry/api';
import type { ConsumerDimensions } from '../consumer-dimensions.ts';
import { type ConsumerTelemetry, scopeName } from '../telemetry.ts';
import { readUsedMemory } from './environment-memory.ts';
import { createEnvironmentMetrics } from './environment-metrics.ts';
import { claimStart, noteSetUp } from './environment-start.ts';
import { type Initialization, type LambdaEnvironment, readLambdaEnvironment } from './lambda-environment.ts';

/** Watches the execution environment a handler runs in, invocation by invocation. */
export interface EnvironmentWatch {
  readonly begin: () => WatchedInvocation;
}

/** One invocation of it. */
export interface WatchedInvocation {
  /** Whether the environment was started for it; undefined outside of Lambda. */
  readonly isColdStart: boolean | undefined;
  /** Takes what is known before the flush; what it gives records that, then or later. */
  readonly measure: (dimensions: ConsumerDimensions) => () => void;
  /** The flush is over too. */
  readonly end: () => void;
}

const nothing = (): void => undefined;
const notWatched: WatchedInvocation = { isColdStart: undefined, measure: () => nothing, end: nothing };

/** Decides, once for a handler, how its environment is watched; outside of Lambda it is not. */
export function watchEnvironment(
  telemetry: ConsumerTelemetry,
  environment: LambdaEnvironment | undefined = readLambdaEnvironment(),
): EnvironmentWatch {
  if (environment === undefined) return { begin: () => notWatched };
  noteSetUp();
  const recordOf = rememberLast((provider: MeterProvider) => createEnvironmentMetrics(provider.getMeter(scopeName)));
  const { allocatedBytes, isShared } = environment;
  let initialization: Initialization = environment.initializationType;
  /** Of invocations that are over and not told yet. */
  let gbSeconds = 0;
  return {
    begin() {
      const startedAt = performance.now();
      const start = claimStart(environment, { sinceStartMs: startedAt, epochMs: Date.now() });
      initialization = start?.initialization ?? initialization;
      const isColdStart = start?.isCold === true;
      return {
        isColdStart,
        measure(dimensions) {
          const told = isShared || allocatedBytes === undefined ? undefined : gbSeconds;
          gbSeconds = 0;
          const known = { initialization, start, allocatedBytes, gbSeconds: told };
          return () =>
            withoutThrowing(telemetry.reportOnce, 'an environment could not be measured', undefined, () =>
              recordOf(telemetry.meterProvider())(dimensions, { ...known, memory: readUsedMemory() }),
            );
        },
        end() {
          const initMs = isColdStart ? start.initMs : 0;
          const billedMs = Math.ceil(initMs + performance.now() - startedAt);
          gbSeconds += ((allocatedBytes ?? 0) / 1_073_741_824) * (billedMs / 1_000);
        },
      };
    },
  };
}
