import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBody } from '../../packages/local-pipeline/src/read-body.ts';

/** A collector that answers as a test wants; a real receiver always answers well. */
export interface OddCollector {
  readonly url: string;
  /** Requests whose whole body has come, in order. */
  readonly requests: readonly OddRequest[];
  /** Cuts every connection, and no more are taken. */
  readonly stop: () => Promise<void>;
}

export interface OddRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export async function startOddCollector(
  answer: (response: ServerResponse, request: OddRequest) => void = answerWell,
  port = 0,
): Promise<OddCollector> {
  const requests: OddRequest[] = [];
  const server = createServer(async (request, response) => {
    const body = Buffer.from((await readBody(request)) ?? '');
    const received = { path: request.url ?? '', headers: request.headers, body };
    requests.push(received);
    answer(response, received);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

export function answerWell(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
}
