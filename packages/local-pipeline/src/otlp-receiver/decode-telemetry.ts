import type { OtlpResourceMetrics, OtlpResourceSpans } from '@kinesis-otel/pipeline-health';
import type { Type } from 'protobufjs';
import { metricsData, rpcStatus, tracesData } from './message-types.ts';
import { MalformedTelemetryError, shapeMessage } from './shape-message.ts';

/** The two encodings of OTLP/HTTP. */
export type Encoding = 'json' | 'protobuf';

/** The spans of a `/v1/traces` body. Throws MalformedTelemetryError. */
export function decodeTraces(body: Buffer, encoding: Encoding): readonly OtlpResourceSpans[] {
  const { resourceSpans = [] } = decode(tracesData, body, encoding);
  return resourceSpans as readonly OtlpResourceSpans[];
}

/** The metrics of a `/v1/metrics` body. Throws MalformedTelemetryError. */
export function decodeMetrics(body: Buffer, encoding: Encoding): readonly OtlpResourceMetrics[] {
  const { resourceMetrics = [] } = decode(metricsData, body, encoding);
  return resourceMetrics as readonly OtlpResourceMetrics[];
}

/** The body of an error answer, in the encoding of the request: google.rpc.Status with code 3, INVALID_ARGUMENT. */
export function encodeStatus(message: string, encoding: Encoding): Buffer {
  const status = { code: 3, message };
  if (encoding === 'json') return Buffer.from(JSON.stringify(status));
  return Buffer.from(rpcStatus.encode(rpcStatus.create(status)).finish());
}

function decode(type: Type, body: Buffer, encoding: Encoding): Readonly<Record<string, unknown>> {
  return shapeMessage(type, encoding === 'json' ? readJson(body) : readProtobuf(type, body), '');
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch (error) {
    throw new MalformedTelemetryError(`The body is no JSON: ${(error as Error).message}`);
  }
}

function readProtobuf(type: Type, body: Buffer): unknown {
  try {
    return type.decode(body);
  } catch (error) {
    throw new MalformedTelemetryError(`The body is no OTLP protobuf: ${(error as Error).message}`);
  }
}
