/** The private parts of OpenTelemetry's SDKs that lead from a tracer provider to its exporters. */
interface ProviderInternals {
  readonly _activeSpanProcessor?: { readonly _spanProcessors?: readonly { readonly _exporter?: FlushableExporter }[] };
}

interface FlushableExporter {
  readonly forceFlush?: () => Promise<void>;
}

/**
 * Waits for span exports that are already under way.
 *
 * `BatchSpanProcessor.forceFlush` does not (seen in SDK 2.12 and 3.1): it returns while a full queue's export, begun by
 * itself, is still being sent, and a Lambda freeze then cuts that export. Only the exporter's own `forceFlush` waits, and
 * no public way leads to it; where the private one is not as in those versions, there is nothing to wait for.
 */
export async function waitForInFlightExports(tracerProvider: object): Promise<void> {
  const processors = (tracerProvider as ProviderInternals)._activeSpanProcessor?._spanProcessors;
  if (!Array.isArray(processors)) return;
  await Promise.all(processors.map(({ _exporter }) => _exporter?.forceFlush?.()));
}
