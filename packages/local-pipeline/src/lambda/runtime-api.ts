import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../read-body.ts';
import type { Invocation } from './invocation.ts';
import { sendRefusal } from './send-json.ts';

/** What a runtime reports; the bodies are as it sent them. */
export interface RuntimeReports {
  /** It asks for its next event: the sandbox has started, or has done with the last one. */
  onNext(): void;
  onResponse(requestId: string, body: string): void;
  onError(requestId: string, body: string): void;
  onInitError(body: string): void;
}

export interface RuntimeApi {
  /** Takes a request whose path, without the prefix, is given. */
  handle(path: string, request: IncomingMessage, response: ServerResponse): void;
  /** Hands over an event at once, or when the runtime asks; the oldest asking gets it. */
  send(invocation: Invocation): void;
}

export const runtimeApiPrefix = '/2018-06-01/runtime/';

/**
 * Lambda's Runtime API for one sandbox (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html).
 * Asking for the next event has no time limit.
 */
export function createRuntimeApi(reports: RuntimeReports): RuntimeApi {
  const asking: ServerResponse[] = [];
  const waiting: Invocation[] = [];
  const handOver = (): void => {
    while (asking.length > 0 && waiting.length > 0) give(asking.shift(), waiting.shift());
  };
  const handle = (path: string, request: IncomingMessage, response: ServerResponse): void => {
    if (path !== 'invocation/next') return void takeReport(path, request, response, reports);
    asking.push(response);
    reports.onNext();
    handOver();
  };
  const send = (invocation: Invocation): void => {
    waiting.push(invocation);
    handOver();
  };
  return { handle, send };
}

function give(response: ServerResponse | undefined, invocation: Invocation | undefined): void {
  if (response === undefined || invocation === undefined) return;
  const { payload, requestId, deadlineMs, functionArn, traceId } = invocation;
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(payload),
    'lambda-runtime-aws-request-id': requestId,
    'lambda-runtime-deadline-ms': deadlineMs,
    'lambda-runtime-invoked-function-arn': functionArn,
    'lambda-runtime-trace-id': traceId,
  };
  response.writeHead(200, headers).end(payload);
}

async function takeReport(
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  reports: RuntimeReports,
): Promise<void> {
  // A sandbox that is killed in the middle of a report has made none; its end is seen elsewhere.
  const body = await readBody(request).then(String, () => undefined);
  if (body === undefined) return;
  const [part, requestId = '', kind] = path.split('/');
  const isKnown = path === 'init/error' || (part === 'invocation' && (kind === 'response' || kind === 'error'));
  if (!isKnown) return sendRefusal(response, 404, 'InvalidPath', `There is no ${runtimeApiPrefix}${path}.`);
  response.writeHead(202, { 'content-length': 0 }).end();
  if (part === 'init') reports.onInitError(body);
  else if (kind === 'error') reports.onError(requestId, body);
  else reportResponse(requestId, body, request.trailers, reports);
}

/** A stream that fails behind its first bytes says so in trailers, for its head is gone by then. */
function reportResponse(requestId: string, body: string, trailers: NodeJS.Dict<string>, reports: RuntimeReports): void {
  const errorType = trailers['lambda-runtime-function-error-type'];
  const errorBody = Buffer.from(trailers['lambda-runtime-function-error-body'] ?? '', 'base64').toString();
  if (errorType === undefined) reports.onResponse(requestId, body);
  else reports.onError(requestId, errorBody === '' ? JSON.stringify({ errorType }) : errorBody);
}
