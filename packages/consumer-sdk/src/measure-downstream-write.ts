import { rememberLast, withoutThrowing } from '@kinesis-otel/contract';
import { outsideOfInvocations } from './downstream/instrument-downstream-client.ts';
import { startWrite } from './downstream/observe-write.ts';
import { startOtherWriteSpan } from './downstream/write-span.ts';
import { globalApi } from './global-api.ts';
import { getInvocation, type InvocationOnContext } from './invocation-on-context.ts';
import { openConsumerTelemetry } from './telemetry.ts';

/** How one write is measured. */
export interface MeasureWriteOptions {
  /** False where another instrumentation makes the span, as OpenTelemetry's for `pg` does. @defaultValue true */
  readonly span?: boolean;
}

/**
 * Measures a write that no AWS SDK client makes, to a database, a cache or an HTTP API, inside the record it belongs to,
 * and gives or throws what the write does.
 *
 * Its dimensions and providers are those of the handler it is called in; outside of one `KINESIS_OTEL_PIPELINE` and
 * `KINESIS_OTEL_ENVIRONMENT`, and what is registered with OpenTelemetry. Whatever it is given, it throws nothing of its own.
 *
 * @param target the `Target` dimension, as `Postgres/orders`: where the write goes, never a key or an id; beyond 100
 * different ones it is `_OTHER`
 * @example
 * await measureDownstreamWrite('Postgres/orders', () => pool.query(insertOrder, [order.id]));
 */
export async function measureDownstreamWrite<Result>(
  target: string,
  write: () => Result | PromiseLike<Result>,
  options?: MeasureWriteOptions,
): Promise<Result> {
  const invocation = getInvocation(globalApi.activeContext());
  const telemetry = telemetryOf(invocation?.providers);
  const observed = withoutThrowing(telemetry.reportOnce, 'a write was not measured', undefined, () => {
    const named = typeof target === 'string' && target.trim() !== '' ? target : 'unknown';
    if (named === 'unknown') telemetry.reportOnce('a write was measured without the name of its target');
    const dimensions = invocation?.dimensions ?? outside();
    const startSpan = options?.span === false ? undefined : () => startOtherWriteSpan(telemetry.tracer, named);
    return startWrite({ target: named, dimensions, startSpan, failureIn: () => undefined }, telemetry);
  });
  if (observed === undefined) return write();
  try {
    // A query that runs when it is awaited is awaited inside its span.
    const result = await globalApi.withContext(observed.context, async () => write());
    observed.succeeded(result);
    return result;
  } catch (error) {
    observed.failed(error);
    throw error;
  }
}

const telemetryOf = rememberLast((providers: InvocationOnContext['providers']) =>
  openConsumerTelemetry(providers ?? {}),
);

let dimensionsOutside: ReturnType<typeof outsideOfInvocations> | undefined;

function outside(): ReturnType<typeof outsideOfInvocations> {
  dimensionsOutside ??= outsideOfInvocations({});
  return dimensionsOutside;
}
