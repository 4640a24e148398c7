import { attributeNames, boundErrorTypes } from '@kinesis-otel/contract';
import { context, type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import type { AwsCall } from './aws-command.ts';
import { getCall } from './call-on-context.ts';

interface Answer {
  readonly $metadata?: { readonly httpStatusCode?: unknown; readonly requestId?: unknown };
}

const errorTypeOf = boundErrorTypes();

/**
 * Makes a CLIENT span for a call that nothing else has made one for; writes and puts have theirs by now. Names and attributes
 * are those of the conventions for the AWS SDK (https://opentelemetry.io/docs/specs/semconv/cloud-providers/aws-sdk/).
 */
export function traceCall(tracer: Tracer, { service, operation }: AwsCall, send: () => unknown): unknown {
  const active = context.active();
  if (trace.getSpan(active) !== getCall(active)?.around) return send();
  const attributes = { 'rpc.system': 'aws-api', 'rpc.service': service, 'rpc.method': operation };
  const span = tracer.startSpan(`${service}.${operation}`, { kind: SpanKind.CLIENT, attributes }, active);
  let result: unknown;
  try {
    result = context.with(trace.setSpan(active, span), send);
  } catch (error) {
    endInError(span, error);
    throw error;
  }
  // The caller gets the very promise the SDK made; this only listens.
  if (result instanceof Promise) {
    result.then(
      (answer) => {
        describe(span, answer);
        span.end();
      },
      (error) => endInError(span, error),
    );
  } else span.end();
  return result;
}

function endInError(span: Span, error: unknown): void {
  describe(span, error);
  span.setAttribute(attributeNames.errorType, errorTypeOf(error));
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

function describe(span: Span, answer: unknown): void {
  const { httpStatusCode, requestId } = (answer as Answer | undefined)?.$metadata ?? {};
  if (typeof httpStatusCode === 'number') span.setAttribute('http.response.status_code', httpStatusCode);
  if (typeof requestId === 'string') span.setAttribute('aws.request_id', requestId);
}
