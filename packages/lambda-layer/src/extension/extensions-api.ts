import type { IncomingHttpHeaders } from 'node:http';

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

/**
 * Registers with the sandbox whose runtime this is. Rejects where Lambda refuses it.
 *
 * Waiting for an event does not keep the process alive: a handler that waits for an empty event loop would wait for ever.
 */
export async function registerExtension(runtimeApi: string): Promise<RegisteredExtension> {
  const { Agent } = process.getBuiltinModule('node:http');
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const call = (path: string, method: string, headers: Headers, body: string, keepsAlive: boolean) =>
    exchange({ runtimeApi, path, method, headers, body, agent, keepsAlive });
  const { headers } = await call(
    'register',
    'POST',
    { 'lambda-extension-name': extensionName },
    '{"events":["INVOKE"]}',
    true,
  );
  const identifier = { 'lambda-extension-identifier': String(headers['lambda-extension-identifier']) };
  return {
    next: async () => JSON.parse((await call('event/next', 'GET', identifier, '', false)).body),
  };
}

type Headers = Readonly<Record<string, string>>;

interface Exchange {
  readonly runtimeApi: string;
  readonly path: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string;
  readonly agent: import('node:http').Agent;
  readonly keepsAlive: boolean;
}

interface Answer {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function exchange({ runtimeApi, path, keepsAlive, body, ...options }: Exchange): Promise<Answer> {
  const { request } = process.getBuiltinModule('node:http');
  return new Promise((resolve, reject) => {
    const sent = request(`http://${runtimeApi}/2020-01-01/extension/${path}`, options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode === 200) resolve({ headers: response.headers, body: text });
        else reject(new Error(`Lambda's Extensions API answered ${response.statusCode} to ${path}: ${text}`));
      });
    });
    if (!keepsAlive) sent.on('socket', (socket) => socket.unref());
    sent.on('error', reject);
    sent.end(body);
  });
}
