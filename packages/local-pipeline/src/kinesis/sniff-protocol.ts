import type { Server as Http1Server } from 'node:http';
import type { Http2Server } from 'node:http2';
import { createServer, type Server, type Socket } from 'node:net';

/** The first bytes of every HTTP/2 connection without TLS (RFC 9113, section 3.4). */
const http2Preface = 'PRI ';

/** One server for both protocols: the AWS SDK's default client speaks HTTP/2, its other one and curl HTTP/1.1. */
export function sniffProtocol(http1: Http1Server, http2: Http2Server): Server {
  return createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    sniff(socket, (server) => server.emit('connection', socket));
  });

  function sniff(socket: Socket, hand: (server: Http1Server | Http2Server) => void): void {
    socket.once('readable', () => {
      const first: Buffer | null = socket.read();
      if (first === null) return;
      socket.unshift(first);
      hand(first.toString('latin1', 0, http2Preface.length) === http2Preface ? http2 : http1);
    });
  }
}
