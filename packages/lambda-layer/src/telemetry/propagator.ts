import type { TextMapPropagator } from '@opentelemetry/api';
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import type { PropagatorName } from '../settings/layer-settings.ts';
import { xrayPropagator } from './xray-propagator.ts';

/** Makes the propagator that `OTEL_PROPAGATORS` names. */
export function createPropagator(names: readonly PropagatorName[]): TextMapPropagator {
  const propagators = names.includes('none') ? [] : names.flatMap((name) => makers[name]());
  return new CompositePropagator({ propagators });
}

const makers: Readonly<Record<PropagatorName, () => readonly TextMapPropagator[]>> = {
  tracecontext: () => [new W3CTraceContextPropagator()],
  baggage: () => [new W3CBaggagePropagator()],
  xray: () => [xrayPropagator],
  none: () => [],
};
