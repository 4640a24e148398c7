import './register-sdk.ts';
import { randomUUID } from 'node:crypto';
import {
  type ConsumerOptions,
  createKinesisHandler,
  type InstrumentedHandler,
  instrumentKinesisHandler,
  type KinesisBatchResponse,
  type KinesisEvent,
  type KinesisHandler,
  type KinesisHandlerOptions,
  type OnRecord,
} from '@kinesis-otel/consumer-sdk';

/*
 * A function under test: each record has one effect, which is a line in the log. EFFECTS_OPTIONS, JSON, sets the handler's
 * options; a record whose payload says so fails at its first deliveries, or at all of them.
 */

/** One record of the test's. */
export interface EffectRecord {
  readonly n: number;
  /** Deliveries that fail; left out, none. */
  readonly failures?: number;
  /** Its work never ends. */
  readonly hangs?: boolean;
}

/** What a window has come to: how many of its records are done. */
export interface Count {
  readonly done: number;
}

const options: KinesisHandlerOptions<never, Count> = JSON.parse(process.env.EFFECTS_OPTIONS ?? '{}');
const loopOptions: ConsumerOptions =
  options.reportBatchItemFailures === undefined ? {} : { reportBatchItemFailures: options.reportBatchItemFailures };
const deliveries = new Map<number, number>();
const sandbox = randomUUID();

async function haveEffect(data: EffectRecord, key: string | null | undefined): Promise<void> {
  const delivery = (deliveries.get(data.n) ?? 0) + 1;
  deliveries.set(data.n, delivery);
  await new Promise((resolve) => setTimeout(resolve, data.hangs ? 60_000 : data.n % 3));
  if (delivery <= (data.failures ?? 0)) throw new TypeError(`record ${data.n} fails`);
  console.log(JSON.stringify({ effect: data.n, key, sandbox }));
}

const work: OnRecord<EffectRecord, Count> = async ({ data, partitionKey }, { window }) => {
  if (window !== undefined) window.state = { done: (window.state.done ?? 0) + 1 };
  await haveEffect(data, partitionKey);
};

export const handler: KinesisHandler = createKinesisHandler<EffectRecord, Count>(work, {
  ...options,
  onWindowEnd: ({ state }) => console.log(JSON.stringify({ window: state.done ?? 0 })),
});

/** The same work in a loop of the user's, wrapped: it stops at a failure, and reports it where it is told that somebody listens. */
export const loop: InstrumentedHandler<(event: KinesisEvent) => Promise<KinesisBatchResponse>> =
  instrumentKinesisHandler(async ({ Records }: KinesisEvent) => {
    for (const { kinesis } of Records) {
      try {
        await haveEffect(JSON.parse(Buffer.from(kinesis.data, 'base64').toString()), kinesis.partitionKey);
      } catch (error) {
        if (!options.reportBatchItemFailures) throw error;
        return { batchItemFailures: [{ itemIdentifier: kinesis.sequenceNumber }] };
      }
    }
    return { batchItemFailures: [] };
  }, loopOptions);
