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

/** Whoever waits for a reply. */
interface Waiting {
  readonly received: (bytes: Buffer) => void;
  readonly failed: (error: Error) => void;
}

/** Of one read; a reply of Lambda's has a few hundred. */
const readBytes = 4_096;

/**
 * A connection to a server of HTTP/1.1, for one exchange at a time.
 *
 * In place of `node:http`, whose first request costs twice as much: this one is made in every cold start, before the function
 * is ready, and the exporter's only after its first answer. For the same reason it reads past the socket's stream.
 */
export function openHttpExchange(address: string): HttpExchange {
  let open: Socket | undefined;
  let waiting: Waiting | undefined;
  const connect = (): Socket => {
    const socket = connectTo(address, (bytes) => waiting?.received(bytes));
    const closed = (error: Error): void => {
      // Of one that was given up nobody waits for anything.
      if (open !== socket) return;
      open = undefined;
      waiting?.failed(error);
    };
    return socket.on('error', closed).on('close', () => closed(new Error('the connection was closed')));
  };
  return (request) =>
    new Promise((resolve, reject) => {
      open ??= connect();
      const socket = open;
      let all: Buffer = Buffer.alloc(0);
      const settle = (outcome: () => void, isOver: boolean): void => {
        waiting = undefined;
        if (isOver) {
          open = undefined;
          socket.destroy();
        }
        socket.unref();
        outcome();
      };
      waiting = {
        failed: (error) => settle(() => reject(error), true),
        received(bytes) {
          all = Buffer.concat([all, bytes]);
          try {
            const reply = readHttpReply(all);
            if (reply !== undefined) settle(() => resolve(reply), reply.headers.connection === 'close');
          } catch (error) {
            settle(() => reject(error), true);
          }
        },
      };
      if (request.isAwaited) socket.ref();
      else socket.unref();
      socket.write(requestText(address, request));
    });
}

function connectTo(address: string, received: (bytes: Buffer) => void): Socket {
  const [host = '', port = ''] = address.split(':');
  const onread = {
    buffer: Buffer.allocUnsafe(readBytes),
    callback(length: number, into: Uint8Array) {
      received(Buffer.from(into.subarray(0, length)));
      return true;
    },
  };
  return process.getBuiltinModule('node:net').connect({ host, port: Number(port), noDelay: true, onread });
}

function requestText(host: string, { method, path, headers, body }: HttpRequest): string {
  const all = { host, ...headers, 'content-length': String(Buffer.byteLength(body)) };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}
