import './register-sdk.ts';
import { createKinesisHandler, instrumentKinesisHandler, type KinesisHandler } from '@kinesis-otel/consumer-sdk';
import { trace } from '@opentelemetry/api';

/* A function under test: says what it is given, record by record or as a batch, as ECHO_MODE has it. */

/** One record as the function was given it; its payload as base64 text. */
export interface Echo {
  readonly data: string;
  readonly key: string | null | undefined;
  readonly sub?: number | undefined;
  readonly traceId?: string | undefined;
}

function say(echo: Echo): void {
  console.log(JSON.stringify({ echo }));
}

const ofRecords = createKinesisHandler<Buffer>(
  ({ data, partitionKey: key, subSequenceNumber: sub }) => {
    const traceId = trace.getActiveSpan()?.spanContext().traceId;
    say({ data: data.toString('base64'), key, sub, traceId });
  },
  { decode: 'bytes', linkAfterMs: Number.MAX_SAFE_INTEGER },
);

const ofBatches = instrumentKinesisHandler(
  async (event: { readonly Records: readonly { kinesis: { data: string; partitionKey: string } }[] }) => {
    for (const { kinesis } of event.Records) say({ data: kinesis.data, key: kinesis.partitionKey });
  },
);

export const handler: KinesisHandler = process.env.ECHO_MODE === 'batch' ? (ofBatches as KinesisHandler) : ofRecords;
