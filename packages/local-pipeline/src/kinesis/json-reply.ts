import { randomUUID } from 'node:crypto';
import type { KinesisReply } from './kinesis-call.ts';

/** An answer in the service's JSON protocol, with a request id. */
export function jsonReply(statusCode: number, output: object): KinesisReply {
  return {
    statusCode,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': randomUUID() },
    body: Buffer.from(JSON.stringify(output)),
  };
}
