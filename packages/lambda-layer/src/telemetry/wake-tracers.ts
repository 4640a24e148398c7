import type { TracerProvider } from '@opentelemetry/api';

/** The part of an API copy that hands out tracers before a provider is there. */
interface ApiCopy {
  readonly trace?: { readonly _proxyTracerProvider?: { readonly setDelegate?: (provider: TracerProvider) => void } };
}

const apiFile = /[/\\]@opentelemetry[/\\]api[/\\](?:build|dist)[/\\].*?index\.c?js$/;

/**
 * Lets tracers work that a function's modules got while they were loaded, before there was a provider: such a tracer asks the
 * copy of the API that made it, and not the global one. Only copies loaded by `require` can be found; in an ES module or a
 * bundle a tracer has to be got inside the handler, or `KINESIS_OTEL_SDK=layer` set.
 */
export function wakeTracers(provider: TracerProvider, loaded: NodeJS.Require['cache'] = require.cache): void {
  for (const [file, module] of Object.entries(loaded)) {
    if (!apiFile.test(file)) continue;
    (module?.exports as ApiCopy | undefined)?.trace?._proxyTracerProvider?.setDelegate?.(provider);
  }
}
