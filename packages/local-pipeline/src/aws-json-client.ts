import { Agent, type IncomingMessage, request } from 'node:http';
import { accountId, region } from './account.ts';
import { loopback } from './loopback.ts';
import { readBody } from './read-body.ts';

/** A call the service refused: `name` is its error type, as in the AWS SDK. */
export class AwsCallError extends Error {
  override readonly name: string;
  readonly statusCode: number;

  constructor(operation: string, statusCode: number, type: string, message: string) {
    super(`${operation}: ${message === '' ? type : message} (HTTP ${statusCode})`);
    this.name = type;
    this.statusCode = statusCode;
  }
}

/** How the pipeline's own calls are told from those of its users. */
const userAgent = 'kinesis-otel-local-pipeline';

export function isPipelineCall(headers: Readonly<Record<string, string>>): boolean {
  return headers['user-agent'] === userAgent;
}

export interface AwsJsonClient {
  call(operation: string, input: object): Promise<Record<string, unknown>>;
  stop(): void;
}

/**
 * A client for AWS's JSON protocol over loopback, for what the pipeline itself asks of its engines: unsigned and
 * without retries. Rejects with AwsCallError, or with the socket's error.
 */
export function createAwsJsonClient(port: number, service: string, version: '1.0' | '1.1'): AwsJsonClient {
  const agent = new Agent({ keepAlive: true });
  const call = async (operation: string, input: object): Promise<Record<string, unknown>> => {
    const body = Buffer.from(JSON.stringify(input));
    const response = await send({
      agent,
      port,
      body,
      type: `application/x-amz-json-${version}`,
      target: `${service}.${operation}`,
    });
    const answer = readJson((await readBody(response)).toString());
    const statusCode = response.statusCode ?? 0;
    if (statusCode === 200) return answer;
    throw new AwsCallError(operation, statusCode, errorType(answer), String(answer.message ?? ''));
  };
  return { call, stop: () => agent.destroy() };
}

interface Sending {
  readonly agent: Agent;
  readonly port: number;
  readonly body: Buffer;
  readonly type: string;
  readonly target: string;
}

function send({ agent, port, body, type, target }: Sending): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': type,
      'content-length': body.length,
      'user-agent': userAgent,
      'x-amz-target': target,
      'x-amz-date': '20260101T000000Z',
      authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/${accountId}/aws4_request, SignedHeaders=host, Signature=0`,
    };
    const outgoing = request({ host: loopback, port, method: 'POST', path: '/', agent, headers }, resolve);
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

function readJson(text: string): Record<string, unknown> {
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

function errorType(answer: Record<string, unknown>): string {
  const type = String(answer.__type ?? 'UnknownError');
  return type.slice(type.indexOf('#') + 1);
}
