import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';

/** Does to a client what a network does: leaves it waiting, or resets its connection under all that is under way on it. */
export function loseReply(how: 'dropped' | 'reset', request: IncomingMessage | Http2ServerRequest): void {
  if (how === 'dropped') return;
  if ('stream' in request) request.stream.session?.destroy();
  else request.socket.resetAndDestroy();
}
