import { attributeNames } from '@kinesis-otel/contract';
import {
  type Attributes,
  type Context,
  type Link,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { LambdaContext } from '../lambda-context.ts';
import { spanContextOf } from '../records/span-context-of.ts';
import { currentXRayHeader, readXRayContext } from './xray-header.ts';

/** What an invocation span is made of. */
export interface InvocationSpanInput {
  readonly functionName: string | undefined;
  readonly lambdaContext: LambdaContext | undefined;
  /** `pubsub` for a Kinesis batch; left out where it is not known what calls. */
  readonly trigger?: 'pubsub';
  readonly links: Link[];
  readonly parent: Context;
}

/** Starts the SERVER span of an invocation, named after the function. */
export function startInvocationSpan(tracer: Tracer, input: InvocationSpanInput): Span {
  const { lambdaContext, trigger, links } = input;
  const attributes = {
    ...(trigger === undefined ? {} : { [attributeNames.faasTrigger]: trigger }),
    ...lambdaAttributes(lambdaContext),
  };
  const name = input.functionName ?? functionNameOf(lambdaContext) ?? 'invocation';
  return tracer.startSpan(name, { kind: SpanKind.SERVER, links, attributes }, input.parent);
}

/** Ends an invocation's span; it is in error where the handler threw. */
export function endInvocationSpan(span: Span, errorType: string | undefined): void {
  if (errorType !== undefined) {
    span.setAttribute(attributeNames.errorType, errorType);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}

/** Which invocation it is, and of which function. */
export function lambdaAttributes(lambdaContext: LambdaContext | undefined): Attributes {
  const { awsRequestId, invokedFunctionArn } = lambdaContext ?? {};
  return {
    ...(awsRequestId === undefined ? {} : { [attributeNames.faasInvocationId]: awsRequestId }),
    ...(invokedFunctionArn === undefined
      ? {}
      : {
          [attributeNames.awsLambdaInvokedArn]: invokedFunctionArn,
          // The function's own ARN has seven parts; an eighth is the alias or version that was called.
          [attributeNames.cloudResourceId]: invokedFunctionArn.split(':', 7).join(':'),
        }),
  };
}

/**
 * The parent of an invocation that is no Kinesis batch: its `traceparent` header, else Lambda's X-Ray header, else none.
 * X-Ray's only where it is sampled: without active tracing Lambda says `Sampled=0` of every invocation.
 */
export function parentOfOther(event: unknown, lambdaContext: LambdaContext | undefined): Context {
  const headers = (event as { headers?: unknown } | null | undefined)?.headers;
  const xray = readXRayContext(currentXRayHeader(lambdaContext));
  const context = contextOfHeaders(headers) ?? (xray?.traceFlags === TraceFlags.SAMPLED ? xray : undefined);
  return context === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, context);
}

function contextOfHeaders(headers: unknown): ReturnType<typeof spanContextOf> {
  if (typeof headers !== 'object' || headers === null) return undefined;
  // HTTP's names have no case, and gateways differ in the one they write.
  const texts = Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const byName = new Map(texts.map(([name, value]) => [name.toLowerCase(), value]));
  const traceparent = byName.get('traceparent');
  const tracestate = byName.get('tracestate');
  if (traceparent === undefined) return undefined;
  return spanContextOf({ traceparent, ...(tracestate === undefined ? {} : { tracestate }) });
}

/** The seventh part of the function's ARN. */
function functionNameOf(lambdaContext: LambdaContext | undefined): string | undefined {
  return lambdaContext?.functionName ?? lambdaContext?.invokedFunctionArn?.split(':')[6];
}
