import { randomBytes, randomUUID } from 'node:crypto';
import { functionArn } from '../account.ts';

/** An event on its way into a sandbox. */
export interface Invocation {
  readonly requestId: string;
  readonly payload: string;
  /** Milliseconds of the wall clock. */
  readonly deadlineMs: number;
  readonly functionArn: string;
  readonly traceId: string;
}

export function createInvocation(functionName: string, payload: string, deadlineMs: number): Invocation {
  const requestId = randomUUID();
  return { requestId, payload, deadlineMs, functionArn: functionArn(functionName), traceId: newTraceId() };
}

/** An X-Ray trace header as Lambda sends it where active tracing is off. */
function newTraceId(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString('hex')};Parent=${randomBytes(8).toString('hex')};Sampled=0`;
}
