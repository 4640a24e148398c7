import { type SpanContext, TraceFlags } from '@opentelemetry/api';
import { readXRayHeader } from '../env.ts';
import type { LambdaContext } from '../lambda-context.ts';

const rootPattern = /(?:^|;)\s*Root=1-([0-9a-f]{8})-([0-9a-f]{24})/i;
const parentPattern = /(?:^|;)\s*Parent=([0-9a-f]{16})/i;

/**
 * The context in an X-Ray trace header
 * (https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader); undefined where it
 * has no segment to point to.
 */
export function readXRayContext(header: string | undefined): SpanContext | undefined {
  if (header === undefined) return undefined;
  const [, seconds, random] = rootPattern.exec(header) ?? [];
  const [, spanId] = parentPattern.exec(header) ?? [];
  if (seconds === undefined || random === undefined || spanId === undefined) return undefined;
  const traceFlags = /(?:^|;)\s*Sampled=1/.test(header) ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return { traceId: `${seconds}${random}`.toLowerCase(), spanId: spanId.toLowerCase(), traceFlags, isRemote: true };
}

/**
 * X-Ray's header of the invocation under way. Where several share a process it is not in the environment, but on Lambda's
 * context or in its store.
 */
export function currentXRayHeader(lambdaContext: LambdaContext | undefined): string | undefined {
  const { InvokeStore } =
    (globalThis as { awslambda?: { InvokeStore?: { getXRayTraceId?: () => unknown } } }).awslambda ?? {};
  const stored = InvokeStore?.getXRayTraceId?.();
  return lambdaContext?.xRayTraceId ?? (typeof stored === 'string' ? stored : readXRayHeader());
}
