import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

/** What is used of an event of an HTTP API, payload format 2.0. */
export interface HttpApiEvent {
  readonly routeKey: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
  readonly requestContext: { readonly requestId: string };
}

/** What an HTTP API answers with. */
export interface HttpApiAnswer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Answers a request inside a SERVER span, a child of the caller's where the caller sent a `traceparent`. */
export function inRequestSpan(event: HttpApiEvent, answer: () => Promise<HttpApiAnswer>): Promise<HttpApiAnswer> {
  const tracer = trace.getTracer('orders-api');
  const parent = propagation.extract(context.active(), event.headers);
  const [method = '_OTHER', route = ''] = event.routeKey.split(' ');
  const attributes = { 'http.request.method': method, 'http.route': route, 'faas.trigger': 'http' };
  return tracer.startActiveSpan(event.routeKey, { kind: SpanKind.SERVER, attributes }, parent, async (span) => {
    try {
      const answered = await answer();
      span.setAttribute('http.response.status_code', answered.statusCode);
      if (answered.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      return answered;
    } catch (error) {
      span.setAttribute('error.type', error instanceof Error ? error.name : '_OTHER');
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
