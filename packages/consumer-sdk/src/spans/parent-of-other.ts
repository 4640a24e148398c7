import { type Context, ROOT_CONTEXT, type SpanContext, TraceFlags, trace } from '@opentelemetry/api';
import type { LambdaContext } from '../lambda-context.ts';
import { spanContextOf } from '../records/span-context-of.ts';
import { currentXRayHeader, readXRayContext } from './xray-header.ts';

/** Reads the context that an event's headers name; undefined where they name none. */
export type ReadHeaders = (headers: object) => SpanContext | undefined;

/**
 * The parent of an invocation that is no Kinesis batch: what its headers name, else Lambda's X-Ray header, else none.
 * X-Ray's only where it is sampled: without active tracing Lambda says `Sampled=0` of every invocation.
 */
export function parentOfOther(event: unknown, lambdaContext: LambdaContext | undefined, read: ReadHeaders): Context {
  const headers = (event as { headers?: unknown } | null | undefined)?.headers;
  const named = typeof headers === 'object' && headers !== null ? read(headers) : undefined;
  const xray = readXRayContext(currentXRayHeader(lambdaContext));
  const context = named ?? (xray?.traceFlags === TraceFlags.SAMPLED ? xray : undefined);
  return context === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, context);
}

/** Reads W3C's `traceparent` and `tracestate`. */
export function readTraceHeaders(headers: object): SpanContext | undefined {
  // HTTP's names have no case, and gateways differ in the one they write.
  const texts = Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const byName = new Map(texts.map(([name, value]) => [name.toLowerCase(), value]));
  const traceparent = byName.get('traceparent');
  const tracestate = byName.get('tracestate');
  if (traceparent === undefined) return undefined;
  return spanContextOf({ traceparent, ...(tracestate === undefined ? {} : { tracestate }) });
}
