import type { Socket } from 'node:net';
import { type HttpReply, readHttpReply } from './http-reply.ts';

/** One request. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether the process is kept alive until the reply is there. */
  readonly isAwaited: boolean;
}

/** Sends a request over the connection that is open, or a new one. Rejects where the connection ends before the reply has. */
export type HttpExchange = (request: HttpRequest) => Promise<HttpReply>;

/**
 * A connection to a server of HTTP/1.1, for one exchange at a time.
 *
 * In place of `node:http`, whose first request costs twice as much: this one is made in every cold start, before the function
 * is ready, and the exporter's only after its first answer.
 */
export function openHttpExchange(address: string): HttpExchange {
  const [host = '', port = ''] = address.split(':');
  let open: Socket | undefined;
  return (request) =>
    new Promise((resolve, reject) => {
      const { connect } = process.getBuiltinModule('node:net');
      const socket = open ?? connect(Number(port), host).setNoDelay(true);
      open = socket;
      let received = Buffer.alloc(0);
      const settle = (outcome: () => void, isOver: boolean): void => {
        socket.removeAllListeners('data').removeAllListeners('close').removeAllListeners('error');
        socket.unref();
        if (isOver) {
          open = undefined;
          socket.on('error', () => {}).destroy();
        } else socket.once('close', () => (open = undefined)).on('error', () => {});
        outcome();
      };
      socket.removeAllListeners('close').removeAllListeners('error');
      socket.on('error', (error) => settle(() => reject(error), true));
      socket.on('close', () => settle(() => reject(new Error('the connection was closed')), true));
      socket.on('data', (chunk) => {
        received = received.length === 0 ? Buffer.from(chunk) : Buffer.concat([received, chunk]);
        try {
          const reply = readHttpReply(received);
          if (reply !== undefined) settle(() => resolve(reply), reply.headers.connection === 'close');
        } catch (error) {
          settle(() => reject(error), true);
        }
      });
      if (request.isAwaited) socket.ref();
      else socket.unref();
      socket.write(requestText(address, request));
    });
}

function requestText(host: string, { method, path, headers, body }: HttpRequest): string {
  const all = { host, ...headers, 'content-length': String(Buffer.byteLength(body)) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}
