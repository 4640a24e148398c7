import { Agent, type IncomingMessage, request } from 'node:http';
import { loopback } from '../loopback.ts';
import { readBody } from '../read-body.ts';
import { errorReply } from './error-reply.ts';
import type { KinesisCall, KinesisReply, KinesisService } from './kinesis-call.ts';

const passedOn = ['content-type', 'x-amz-target', 'x-amz-date', 'authorization', 'date'];
const passedBack = ['content-type', 'x-amzn-requestid', 'x-amz-id-2'];

export interface Forwarding {
  readonly forward: KinesisService;
  stop(): void;
}

/** The front's last step: the engine's answer, or a 500 InternalFailure where it cannot be reached. */
export function forwardTo(enginePort: number): Forwarding {
  const agent = new Agent({ keepAlive: true });
  const forward: KinesisService = async (call) => {
    try {
      return await exchange(call, enginePort, agent);
    } catch (error) {
      return errorReply(500, 'InternalFailure', `The stream engine did not answer: ${String(error)}`);
    }
  };
  return { forward, stop: () => agent.destroy() };
}

function exchange(call: KinesisCall, port: number, agent: Agent): Promise<KinesisReply> {
  return new Promise((resolve, reject) => {
    const headers = { ...pick(call.headers, passedOn), 'content-length': call.body.length };
    const outgoing = request({ host: loopback, port, agent, method: 'POST', path: '/', headers }, (response) => {
      readReply(response).then(resolve, reject);
      // The engine answers a body that is too large before it has read it; nobody will read the rest.
      response.once('end', () => outgoing.writableFinished || outgoing.destroy());
    });
    outgoing.once('error', reject);
    outgoing.end(call.body);
  });
}

async function readReply(response: IncomingMessage): Promise<KinesisReply> {
  const headers = pick(response.headers, passedBack);
  return { statusCode: response.statusCode ?? 500, headers, body: await readBody(response) };
}

function pick(headers: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name of names) {
    const value = headers[name];
    if (typeof value === 'string') picked[name] = value;
  }
  return picked;
}
