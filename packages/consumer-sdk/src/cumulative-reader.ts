/** The private parts of OpenTelemetry's metrics SDK that lead from a meter provider to its readers. */
interface ProviderInternals {
  readonly _sharedState?: { readonly metricCollectors?: readonly { readonly _metricReader?: Reader }[] };
}

interface Reader {
  readonly selectAggregationTemporality?: (instrumentType: string) => unknown;
}

/** The SDK's `AggregationTemporality.CUMULATIVE`. */
const cumulative = 1;

/**
 * Whether a meter provider has a reader that exports running totals. Lambda's environments come and go, so their totals
 * cannot be added up. No public way leads to the readers; where the private one is not as in SDK 2.12 and 3.1, nothing
 * is said.
 */
export function hasCumulativeReader(meterProvider: object): boolean {
  const collectors = (meterProvider as ProviderInternals)._sharedState?.metricCollectors;
  if (!Array.isArray(collectors)) return false;
  return collectors.some(
    ({ _metricReader }) => _metricReader?.selectAggregationTemporality?.('COUNTER') === cumulative,
  );
}
