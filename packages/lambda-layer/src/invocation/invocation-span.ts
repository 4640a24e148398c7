import { attributeNames } from '@kinesis-otel/contract';
import {
  type Attributes,
  type Context,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TextMapGetter,
  type TextMapPropagator,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { readXrayHeader } from '../telemetry/xray-header.ts';
import type { LambdaContext } from './lambda-context.ts';

/** What an invocation's span is made of. */
export interface InvocationSpanInput {
  readonly event: unknown;
  readonly lambdaContext: LambdaContext | undefined;
  readonly isColdStart: boolean;
  readonly propagator: TextMapPropagator;
  readonly context: Context;
}

/** Starts the SERVER span of an event that is not Kinesis's, in the context the event came with. */
export function startInvocationSpan(tracer: Tracer, input: InvocationSpanInput): Span {
  const { event, lambdaContext, isColdStart } = input;
  const name = lambdaContext?.functionName ?? process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'invocation';
  const attributes = { ...invocationAttributes(lambdaContext), 'faas.coldstart': isColdStart, ...triggerOf(event) };
  return tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, parentOf(input));
}

/** Ends it, in error where the handler failed. */
export function endInvocationSpan(span: Span, failure: { readonly error: unknown } | undefined): void {
  if (failure !== undefined) {
    const { name, message } = failure.error instanceof Error ? failure.error : { name: '_OTHER', message: '' };
    span.setAttribute(attributeNames.errorType, name);
    span.setStatus({ code: SpanStatusCode.ERROR, message });
  }
  span.end();
}

/** The context in the event's headers, else X-Ray's where it is sampled: without active tracing Lambda says `Sampled=0` of all. */
function parentOf({ event, lambdaContext, propagator, context }: InvocationSpanInput): Context {
  const { headers } = (event ?? {}) as { headers?: unknown };
  const extracted =
    typeof headers === 'object' && headers !== null ? propagator.extract(context, headers, anyCaseGetter) : context;
  if (trace.getSpanContext(extracted) !== undefined) return extracted;
  const xray = readXrayHeader(lambdaContext?.xRayTraceId ?? process.env._X_AMZN_TRACE_ID);
  const isSampled = xray !== undefined && (xray.traceFlags & TraceFlags.SAMPLED) !== 0;
  return isSampled ? trace.setSpanContext(extracted, xray) : extracted;
}

/** API Gateway gives headers in the case the client wrote them in. */
const anyCaseGetter: TextMapGetter<object> = {
  keys: (carrier) => Object.keys(carrier),
  get(carrier, key) {
    const found = Object.entries(carrier).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
    return typeof found === 'string' ? found : undefined;
  },
};

function invocationAttributes({ awsRequestId, invokedFunctionArn }: LambdaContext = {}): Attributes {
  return {
    ...(awsRequestId === undefined ? {} : { [attributeNames.faasInvocationId]: awsRequestId }),
    ...(invokedFunctionArn === undefined
      ? {}
      : {
          [attributeNames.awsLambdaInvokedArn]: invokedFunctionArn,
          [attributeNames.cloudResourceId]: invokedFunctionArn.split(':', 7).join(':'),
        }),
  };
}

/** `faas.trigger`, where the event tells. */
function triggerOf(event: unknown): Attributes {
  const { requestContext, headers, Records, source } = (event ?? {}) as Readonly<Record<string, unknown>>;
  if (requestContext !== undefined && headers !== undefined) return { [attributeNames.faasTrigger]: 'http' };
  if (source === 'aws.events') return { [attributeNames.faasTrigger]: 'timer' };
  const first = Array.isArray(Records) ? (Records[0] as Readonly<Record<string, unknown>> | undefined) : undefined;
  const eventSource = first?.eventSource ?? first?.EventSource;
  if (eventSource === 'aws:sqs' || eventSource === 'aws:sns') return { [attributeNames.faasTrigger]: 'pubsub' };
  if (eventSource === 'aws:s3' || eventSource === 'aws:dynamodb') return { [attributeNames.faasTrigger]: 'datasource' };
  return { [attributeNames.faasTrigger]: 'other' };
}
