import { type ReportOnce, withoutThrowing } from '@kinesis-otel/contract';
import { context } from '@opentelemetry/api';
import { getCall } from './call-on-context.ts';
import type { InstrumentSend } from './instrument-send.ts';

/** A request that has begun, as far as its header names an operation. */
interface Watched {
  readonly answered: (statusCode: number, errorType: string | undefined) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Measures and traces AWS calls of functions that are bundled into one file, where no class can be patched, by Node's own
 * channels for HTTP/1 and HTTP/2. Of a request only the operation is known, from `X-Amz-Target`: DynamoDB, Kinesis, SQS and
 * others that speak JSON send it, S3 and SNS do not. Each attempt of a call is one request; there is no table and no result.
 */
export function watchRequests(instrument: () => InstrumentSend | undefined, reportOnce: ReportOnce): void {
  const { subscribe } = process.getBuiltinModule('node:diagnostics_channel');
  const watched = new WeakMap<object, Watched>();
  const on = (channel: string, listen: (message: never) => void): void =>
    subscribe(channel, (message) =>
      withoutThrowing(reportOnce, 'a request was not measured', undefined, () => listen(message as never)),
    );
  const begin = (request: object, target: unknown): void => {
    const made = typeof target === 'string' ? watch(target, instrument()) : undefined;
    if (made !== undefined) watched.set(request, made);
  };
  on('http.client.request.start', ({ request }: Http1) => begin(request, request.getHeader('x-amz-target')));
  on('http.client.response.finish', ({ request, response }: Http1) =>
    watched.get(request)?.answered(response.statusCode ?? 0, errorTypeOf(response.headers)),
  );
  on('http.client.request.error', ({ request, error }: Http1) => watched.get(request)?.failed(error));
  on('http2.client.stream.start', ({ stream, headers }: Http2) => begin(stream, headers['x-amz-target']));
  on('http2.client.stream.finish', ({ stream, headers }: Http2) =>
    watched.get(stream)?.answered(Number(headers[':status']), errorTypeOf(headers)),
  );
  on('http2.client.stream.error', ({ stream, error }: Http2) => watched.get(stream)?.failed(error));
}

type Headers = Readonly<Record<string, unknown>>;

interface Http1 {
  readonly request: { readonly getHeader: (name: string) => unknown };
  readonly response: { readonly statusCode?: number; readonly headers: Headers };
  readonly error: unknown;
}

interface Http2 {
  readonly stream: object;
  readonly headers: Headers;
  readonly error: unknown;
}

/** The header holds the service, often with a version, and the operation: `DynamoDB_20120810.PutItem`, `AmazonSQS.SendMessage`. */
function watch(target: string, instrument: InstrumentSend | undefined): Watched | undefined {
  if (instrument === undefined || getCall(context.active()) !== undefined) return undefined;
  const [prefix = '', operation = ''] = target.split('.');
  const serviceId = prefix.replace(/_\d{8}$/, '').replace(/^Amazon/, '');
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const send = instrument({ config: { serviceId } }, () => promise);
  const namespace = `com.amazonaws.${serviceId.toLowerCase()}`;
  const sent = send({ schema: [0, namespace, operation], input: {} });
  // Nobody is told: the function has its own answer.
  if (sent instanceof Promise) sent.catch(() => {});
  return {
    answered(httpStatusCode, errorType) {
      const $metadata = { httpStatusCode };
      if (httpStatusCode < 400) resolve({ $metadata });
      else reject({ name: errorType ?? String(httpStatusCode), $metadata });
    },
    failed: reject,
  };
}

function errorTypeOf(headers: Headers): string | undefined {
  const type = headers['x-amzn-errortype'];
  return typeof type === 'string' ? type.split(':')[0] : undefined;
}
