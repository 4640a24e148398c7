import { createServer as createHttp1Server, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2Server, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { closeServer } from '../close-server.ts';
import { listen } from '../listen.ts';
import { readBody } from '../read-body.ts';
import { errorReply } from './error-reply.ts';
import { forwardTo } from './forward-call.ts';
import {
  composeSteps,
  createKinesisCall,
  type FrontStep,
  type KinesisReply,
  type KinesisService,
} from './kinesis-call.ts';
import { loseReply } from './lose-reply.ts';
import { sniffProtocol } from './sniff-protocol.ts';

export interface Front {
  readonly port: number;
  stop(): Promise<void>;
}

type Incoming = IncomingMessage | Http2ServerRequest;
type Outgoing = ServerResponse | Http2ServerResponse;

/** Streams enough bytes at once that a request of some megabytes is not a dialogue of window updates. */
const windowBytes = 4 * 1024 * 1024;

/** What clients of the stream talk to: one port for HTTP/2 and HTTP/1.1, and the steps between them and the engine. */
export async function startFront(port: number, enginePort: number, steps: readonly FrontStep[]): Promise<Front> {
  const { forward, stop: stopForwarding } = forwardTo(enginePort);
  const service = composeSteps(steps, forward);
  const handle = (request: Incoming, response: Outgoing): void => void answer(service, request, response);
  const http1 = createHttp1Server({ keepAliveTimeout: 0 }, handle);
  const http2 = createHttp2Server({ settings: { initialWindowSize: windowBytes } }, handle);
  http2.on('session', (session) => session.setLocalWindowSize(windowBytes));
  const server = sniffProtocol(http1, http2);
  const close = closeServer(server);
  const stop = async (): Promise<void> => {
    await close();
    stopForwarding();
  };
  return { port: await listen(server, 'ports.kinesis', port), stop };
}

async function answer(service: KinesisService, request: Incoming, response: Outgoing): Promise<void> {
  const body = await readBody(request).catch(() => undefined);
  // The client went away in the middle of its request; there is nobody to answer.
  if (body === undefined) return;
  const reply = await serve(service, request, body);
  if (reply.lost !== undefined) return loseReply(reply.lost, request);
  if (response.destroyed || response.writableEnded) return;
  response.statusCode = reply.statusCode;
  for (const [name, value] of Object.entries(reply.headers)) response.setHeader(name, value);
  response.setHeader('content-length', reply.body.length);
  response.end(reply.body);
}

async function serve(service: KinesisService, request: Incoming, body: Buffer): Promise<KinesisReply> {
  try {
    return await service(createKinesisCall(request.headers as Record<string, string>, body));
  } catch (error) {
    return errorReply(500, 'InternalFailure', String(error));
  }
}
