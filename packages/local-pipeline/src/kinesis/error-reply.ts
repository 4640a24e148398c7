import { jsonReply } from './json-reply.ts';
import type { KinesisReply } from './kinesis-call.ts';

/** An error in the shape the service gives it: `__type` and `message` in the body, a request id in the headers. */
export function errorReply(statusCode: number, type: string, message: string): KinesisReply {
  return jsonReply(statusCode, { __type: type, message });
}
