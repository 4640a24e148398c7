import './telemetry.ts';
import { KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { instrumentKinesisHandler } from '@kinesis-otel/consumer-sdk';
import { instrumentKinesisClient } from '@kinesis-otel/producer-sdk';

/** What of API Gateway's request is used (payload format 2.0). */
interface HttpRequest {
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

interface HttpResponse {
  readonly statusCode: number;
  readonly body: string;
}

const kinesis = instrumentKinesisClient(new KinesisClient({}));
const streamName = process.env.STREAM_NAME ?? 'orders';

/** Puts an order into the stream as it came, byte for byte; the record carries the request's trace. */
async function takeOrder({ body = '', isBase64Encoded = false }: HttpRequest): Promise<HttpResponse> {
  const data = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  const id = orderId(data);
  if (id === undefined) return respond(400, { message: 'The body is to be a JSON object with an `id`.' });
  const command = new PutRecordCommand({ StreamName: streamName, Data: data, PartitionKey: id });
  const { SequenceNumber } = await kinesis.send(command);
  return respond(202, { id, sequenceNumber: SequenceNumber });
}

/** Makes the span of each request, a child of the caller's `traceparent`, and flushes before Lambda freezes the function. */
export const handler: typeof takeOrder = instrumentKinesisHandler(takeOrder);

function orderId(data: Buffer): string | undefined {
  try {
    const { id } = JSON.parse(data.toString()) as { id?: unknown };
    return id === undefined ? undefined : String(id);
  } catch {
    // Not JSON, or null: the caller is told.
    return undefined;
  }
}

function respond(statusCode: number, answer: object): HttpResponse {
  return { statusCode, body: JSON.stringify(answer) };
}
