import { KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { instrumentKinesisClient } from '@kinesis-otel/producer-sdk';
import { type HttpApiAnswer, type HttpApiEvent, inRequestSpan } from './request-span.ts';
import { flushTelemetry } from './telemetry.ts';

const kinesis = instrumentKinesisClient(new KinesisClient({}));
const flushTimeoutMs = Number(process.env.FLUSH_TIMEOUT_MS ?? 500);

/** `POST /orders`: the body becomes a record, and the answer says where it is. */
export async function handler(event: HttpApiEvent): Promise<HttpApiAnswer> {
  try {
    return await inRequestSpan(event, () => putOrder(event));
  } finally {
    await flushTelemetry(flushTimeoutMs);
  }
}

async function putOrder({ body, isBase64Encoded, requestContext }: HttpApiEvent): Promise<HttpApiAnswer> {
  if (!body) return { statusCode: 400, body: 'An order is wanted in the body.' };
  const { ShardId, SequenceNumber } = await kinesis.send(
    new PutRecordCommand({
      StreamName: process.env.ORDERS_STREAM,
      Data: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
      PartitionKey: requestContext.requestId,
    }),
  );
  return {
    statusCode: 202,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ shardId: ShardId, sequenceNumber: SequenceNumber }),
  };
}
