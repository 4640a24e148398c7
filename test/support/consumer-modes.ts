import { type ConsumerOptions, createKinesisHandler, instrumentKinesisHandler } from '@kinesis-otel/consumer-sdk';
import { createInMemoryTelemetry, type InMemoryTelemetry } from './in-memory-telemetry.ts';
import type { WireKinesisEvent } from './kinesis-event.ts';

/** One record's work; what it throws fails the record. */
export type RecordWork = (data: { readonly n: number }) => void;

/** A handler in either mode. */
export type ModeHandler = (event: WireKinesisEvent, context?: object) => Promise<unknown>;

/** The two modes of the consumer: a handler record by record, and a loop of the user's, wrapped, that reports where it stopped. */
export const consumerModes: readonly ['record by record', 'as a batch'] = ['record by record', 'as a batch'];

export type ConsumerMode = (typeof consumerModes)[number];

const makers: Readonly<Record<ConsumerMode, (work: RecordWork, options: ConsumerOptions) => ModeHandler>> = {
  'record by record': (work, options) =>
    createKinesisHandler<{ n: number }>(({ data }) => work(data), options) as ModeHandler,
  'as a batch': (work, options) =>
    instrumentKinesisHandler(async ({ Records }: WireKinesisEvent, _context?: object) => {
      for (const { kinesis } of Records) {
        // An aggregate is one record to a loop that does not take it apart.
        const text = Buffer.from(kinesis.data, 'base64').toString('latin1');
        try {
          if (text.startsWith('{')) work(JSON.parse(text));
        } catch {
          return { batchItemFailures: [{ itemIdentifier: kinesis.sequenceNumber }] };
        }
      }
      return { batchItemFailures: [] };
    }, options),
};

/** Makes a handler in a mode, whose mapping takes reports unless the options say otherwise, on telemetry of its own. */
export function createInMode(
  mode: ConsumerMode,
  work: RecordWork = () => undefined,
  options: ConsumerOptions = {},
): { readonly handler: ModeHandler; readonly telemetry: InMemoryTelemetry } {
  const telemetry = createInMemoryTelemetry();
  const { tracerProvider, meterProvider } = telemetry;
  const all = { reportBatchItemFailures: true, tracerProvider, meterProvider, ...options };
  return { handler: makers[mode](work, all), telemetry };
}
