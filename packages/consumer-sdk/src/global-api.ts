import { createGlobalApi, type GlobalApi } from '@kinesis-otel/contract';
import { createNoopMeter, ProxyTracerProvider, ROOT_CONTEXT } from '@opentelemetry/api';

/** OpenTelemetry's global state, whichever copy of its API the function registered it with. */
export const globalApi: GlobalApi = createGlobalApi({
  rootContext: ROOT_CONTEXT,
  tracerProvider: new ProxyTracerProvider(),
  meterProvider: { getMeter: createNoopMeter },
});
