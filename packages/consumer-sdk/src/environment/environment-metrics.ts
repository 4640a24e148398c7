import {
  coldStarts,
  initDuration,
  instrumentOptions,
  lambdaGbSecondsEstimate,
  maxMemoryUsed,
  memoryUtilization,
} from '@kinesis-otel/contract';
import type { Meter } from '@opentelemetry/api';
import type { ConsumerDimensions } from '../consumer-dimensions.ts';
import type { UsedMemory } from './environment-memory.ts';
import type { EnvironmentStart } from './environment-start.ts';
import type { Initialization } from './lambda-environment.ts';

/** What one invocation tells of its execution environment. */
export interface MeasuredEnvironment {
  readonly initialization: Initialization;
  /** Present for the environment's first invocation. */
  readonly start: EnvironmentStart | undefined;
  readonly memory: UsedMemory;
  readonly allocatedBytes: number | undefined;
  /** Of the invocation before; undefined where none is to be told. */
  readonly gbSeconds: number | undefined;
}

/** Makes the instruments of an execution environment from the metric catalogue; what is returned records one invocation. */
export function createEnvironmentMetrics(
  meter: Meter,
): (dimensions: ConsumerDimensions, measured: MeasuredEnvironment) => void {
  const starts = meter.createCounter(coldStarts.name, instrumentOptions(coldStarts));
  const init = meter.createHistogram(initDuration.name, instrumentOptions(initDuration));
  const used = meter.createHistogram(maxMemoryUsed.name, instrumentOptions(maxMemoryUsed));
  const share = meter.createHistogram(memoryUtilization.name, instrumentOptions(memoryUtilization));
  const estimate = meter.createCounter(lambdaGbSecondsEstimate.name, instrumentOptions(lambdaGbSecondsEstimate));
  return (dimensions, { initialization, start, memory, allocatedBytes, gbSeconds }) => {
    const attributes = { ...dimensions, initialization };
    starts.add(start?.isCold === true ? 1 : 0, attributes);
    if (start !== undefined) init.record(start.initMs, attributes);
    const ofMemory = { ...dimensions, source: memory.source };
    used.record(memory.bytes, ofMemory);
    if (allocatedBytes !== undefined) share.record((100 * memory.bytes) / allocatedBytes, ofMemory);
    if (gbSeconds !== undefined) estimate.add(gbSeconds, dimensions);
  };
}
