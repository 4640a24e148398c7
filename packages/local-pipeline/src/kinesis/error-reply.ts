import { randomUUID } from 'node:crypto';
import type { KinesisReply } from './kinesis-call.ts';

/** An error in the shape the service gives it: `__type` and `message` in the body, a request id in the headers. */
export function errorReply(statusCode: number, type: string, message: string): KinesisReply {
  return {
    statusCode,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() },
    body: Buffer.from(JSON.stringify({ __type: type, message })),
  };
}
