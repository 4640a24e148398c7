import { type HttpRequest, openHttpExchange } from './http-exchange.ts';
import type { HttpReply } from './http-reply.ts';

/** What Lambda tells an extension (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html). */
export interface ExtensionEvent {
  readonly eventType: string;
  readonly requestId: string;
  readonly deadlineMs: number;
}

/** The layer, registered as an internal extension of its sandbox. */
export interface RegisteredExtension {
  /** Says that all is done, and waits for the next event; Lambda may freeze the environment until there is one. */
  readonly next: () => Promise<ExtensionEvent>;
}

/** Internal extensions may have any name that no file in /opt/extensions has. */
const extensionName = 'kinesis-otel';

const prefix = '/2020-01-01/extension/';

/**
 * Registers with the sandbox whose runtime this is. Rejects where Lambda refuses it.
 *
 * Waiting for an event does not keep the process alive: a handler that waits for an empty event loop would wait for ever.
 */
export async function registerExtension(runtimeApi: string): Promise<RegisteredExtension> {
  const exchange = openHttpExchange(runtimeApi);
  const call = async (request: HttpRequest): Promise<HttpReply> => {
    const reply = await exchange({ ...request, path: prefix + request.path });
    if (reply.status === 200) return reply;
    throw new Error(`Lambda's Extensions API answered ${reply.status} to ${request.path}: ${reply.body}`);
  };
  const { headers } = await call({
    method: 'POST',
    path: 'register',
    headers: { 'lambda-extension-name': extensionName },
    body: '{"events":["INVOKE"]}',
    isAwaited: true,
  });
  const next: HttpRequest = {
    method: 'GET',
    path: 'event/next',
    headers: { 'lambda-extension-identifier': headers['lambda-extension-identifier'] ?? '' },
    body: '',
    isAwaited: false,
  };
  return { next: async () => JSON.parse((await call(next)).body) };
}
