import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { readBody } from '../read-body.ts';
import { decodeMetrics, decodeTraces, type Encoding, encodeStatus } from './decode-telemetry.ts';
import type { AcceptedRequest } from './forward-telemetry.ts';
import { MalformedTelemetryError } from './shape-message.ts';
import type { TelemetryLog } from './telemetry-store.ts';

/** What a client is told, and the request itself where it was accepted. */
export interface Answer {
  readonly statusCode: number;
  readonly contentType: string;
  readonly body: Buffer;
  readonly accepted: AcceptedRequest | undefined;
}

const contentTypes: Readonly<Record<Encoding, string>> = {
  json: 'application/json',
  protobuf: 'application/x-protobuf',
};
const paths = ['/v1/traces', '/v1/metrics', '/v1/logs'];

/** Reads a request, keeps what it carries, and answers in its encoding; undefined where the client went away. */
export async function answerRequest(request: IncomingMessage, log: TelemetryLog): Promise<Answer | undefined> {
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  const contentType = request.headers['content-type'] ?? '';
  const contentEncoding = request.headers['content-encoding'];
  const encoding = encodingOf(contentType);
  const body = await readBody(request).catch(() => undefined);
  if (body === undefined) return undefined;
  if (!paths.includes(path)) return refuse(404, `There is no ${path}; OTLP/HTTP has ${paths.join(', ')}.`, encoding);
  if (request.method !== 'POST') return refuse(405, `${path} takes POST, not ${request.method}.`, encoding);
  if (encoding === undefined) return refuse(415, `Content-Type is "${contentType}"; ${typesTaken}`, encoding);
  try {
    keep(path, await unpack(body, contentEncoding), encoding, log);
  } catch (error) {
    if (error instanceof MalformedTelemetryError) return refuse(400, error.message, encoding);
    throw error;
  }
  return accept({ path, contentType, contentEncoding, body }, encoding);
}

const typesTaken = `this receiver takes ${contentTypes.json} and ${contentTypes.protobuf}.`;

function encodingOf(contentType: string): Encoding | undefined {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase();
  if (type === contentTypes.json) return 'json';
  return type === contentTypes.protobuf ? 'protobuf' : undefined;
}

async function unpack(body: Buffer, contentEncoding: string | undefined): Promise<Buffer> {
  if (contentEncoding === undefined || contentEncoding === 'identity') return body;
  if (contentEncoding !== 'gzip')
    throw new MalformedTelemetryError(`Content-Encoding is ${contentEncoding}, not gzip.`);
  try {
    return await promisify(gunzip)(body);
  } catch (error) {
    throw new MalformedTelemetryError(`The body is no gzip: ${(error as Error).message}`);
  }
}

function keep(path: string, body: Buffer, encoding: Encoding, log: TelemetryLog): void {
  if (path === '/v1/traces') log.addTraces(decodeTraces(body, encoding));
  else if (path === '/v1/metrics') log.addMetrics(decodeMetrics(body, encoding));
}

function accept(accepted: AcceptedRequest, encoding: Encoding): Answer {
  const body = encoding === 'json' ? Buffer.from('{"partialSuccess":{}}') : Buffer.alloc(0);
  return { statusCode: 200, contentType: contentTypes[encoding], body, accepted };
}

function refuse(statusCode: number, message: string, encoding: Encoding = 'json'): Answer {
  const body = encodeStatus(message, encoding);
  return { statusCode, contentType: contentTypes[encoding], body, accepted: undefined };
}
