import { createGlobalApi, type GlobalApi } from '@kinesis-otel/contract';
import { createNoopMeter, type MeterProvider, ProxyTracerProvider, ROOT_CONTEXT } from '@opentelemetry/api';

const noTracerProvider = new ProxyTracerProvider();
const noMeterProvider: MeterProvider = { getMeter: createNoopMeter };

/** OpenTelemetry's global state, whichever copy of its API the function registered it with. */
export const globalApi: GlobalApi = createGlobalApi({
  rootContext: ROOT_CONTEXT,
  tracerProvider: noTracerProvider,
  meterProvider: noMeterProvider,
});

/** Whether nobody has registered a tracer or a meter provider: then nothing is recorded. */
export function isNothingRegistered(): boolean {
  return globalApi.tracerProvider() === noTracerProvider && globalApi.meterProvider() === noMeterProvider;
}
