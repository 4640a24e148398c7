import type { MeterProvider, TracerProvider } from '@opentelemetry/api';
import { scopeName } from '../telemetry.ts';

/*
 * `registerInstrumentations` hands over what the API has when it is called. Before an SDK is set up these are stand-ins,
 * which are better looked up again at each put.
 */

/** The provider; undefined for the API's proxy, which stands for whatever is registered. */
export function realTracerProvider(provider: TracerProvider): TracerProvider | undefined {
  return typeof (provider as { getDelegate?: unknown }).getDelegate === 'function' ? undefined : provider;
}

/** The provider; undefined for the API's no-op, which alone has the same meter for all. */
export function realMeterProvider(provider: MeterProvider): MeterProvider | undefined {
  return provider.getMeter(scopeName) === provider.getMeter(`${scopeName}/instrumentation`) ? undefined : provider;
}
