import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closeServer } from '../close-server.ts';
import { listen } from '../listen.ts';
import { loopback } from '../loopback.ts';
import { readBody } from '../read-body.ts';

/** An event on its way into a sandbox. */
export interface Invocation {
  readonly requestId: string;
  readonly payload: string;
  readonly deadlineMs: number;
  readonly functionArn: string;
  readonly traceId: string;
}

/** What a runtime reports; the bodies are as it sent them. */
export interface RuntimeReports {
  /** It asks for its next event: the sandbox has started, or has done with the last one. */
  onNext(): void;
  onResponse(requestId: string, body: string): void;
  onError(requestId: string, body: string): void;
  onInitError(body: string): void;
}

export interface RuntimeApi {
  /** `127.0.0.1:<port>`, for AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /** Hands over an event at once, or when the runtime asks. */
  send(invocation: Invocation): void;
  stop(): Promise<void>;
}

const base = '/2018-06-01/runtime/';

/**
 * Lambda's Runtime API for one sandbox (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html).
 * Asking for the next event has no time limit.
 */
export async function startRuntimeApi(reports: RuntimeReports): Promise<RuntimeApi> {
  let asking: ServerResponse | undefined;
  let waiting: Invocation | undefined;
  const handOver = (): void => {
    if (asking === undefined || waiting === undefined) return;
    const { payload, ...rest } = waiting;
    asking.writeHead(200, { ...invocationHeaders(rest), 'content-length': Buffer.byteLength(payload) }).end(payload);
    asking = undefined;
    waiting = undefined;
  };
  const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, (request, response) => {
    if (request.url === `${base}invocation/next`) {
      asking = response;
      reports.onNext();
      handOver();
    } else void takeReport(request, response, reports);
  });
  const stop = closeServer(server);
  const address = `${loopback}:${await listen(server, 'the Runtime API', 0)}`;
  return {
    address,
    stop,
    send: (invocation) => {
      waiting = invocation;
      handOver();
    },
  };
}

function invocationHeaders(invocation: Omit<Invocation, 'payload'>): Record<string, string | number> {
  return {
    'content-type': 'application/json',
    'lambda-runtime-aws-request-id': invocation.requestId,
    'lambda-runtime-deadline-ms': invocation.deadlineMs,
    'lambda-runtime-invoked-function-arn': invocation.functionArn,
    'lambda-runtime-trace-id': invocation.traceId,
  };
}

async function takeReport(request: IncomingMessage, response: ServerResponse, reports: RuntimeReports): Promise<void> {
  // A sandbox that is killed in the middle of a report has made none; its end is seen elsewhere.
  const body = await readBody(request).then(String, () => undefined);
  if (body === undefined) return;
  const [part, requestId = '', kind] = (request.url ?? '').slice(base.length).split('/');
  const known = part === 'init' || kind === 'response' || kind === 'error';
  response.writeHead(known ? 202 : 404, { 'content-length': 0 }).end();
  if (part === 'init') reports.onInitError(body);
  else if (kind === 'response') reports.onResponse(requestId, body);
  else if (kind === 'error') reports.onError(requestId, body);
}
