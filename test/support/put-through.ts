import { PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { instrumentKinesisClient, type ProducerOptions } from '@kinesis-otel/producer-sdk';
import { createFakeAwsClient, type FakeAwsClient } from './fake-aws-client.ts';
import { createInMemoryTelemetry, type InMemoryTelemetry } from './in-memory-telemetry.ts';
import { readStamped } from './read-stamped.ts';

/** A wrapped client, and what came of its puts. */
export interface PutThrough extends InMemoryTelemetry {
  readonly client: FakeAwsClient;
  /** Puts records in one call, whether it succeeds or not, and gives what each of them carried and said. */
  readonly put: (records: readonly object[], stream?: object) => Promise<ReturnType<typeof readStamped>[]>;
}

/** Wraps a client that keeps what it is sent. */
export function createPutThrough(options: ProducerOptions = {}, answer?: (input: unknown) => unknown): PutThrough {
  const telemetry = createInMemoryTelemetry();
  const { tracerProvider, meterProvider } = telemetry;
  const client = instrumentKinesisClient(createFakeAwsClient(answer), { tracerProvider, meterProvider, ...options });
  return {
    ...telemetry,
    client,
    async put(records, stream = { StreamName: 'orders' }) {
      const sent = client.send(new PutRecordsCommand({ ...stream, Records: records as never }));
      await Promise.resolve(sent).catch(() => undefined);
      return (client.lastInput().Records as { Data: unknown }[]).map(({ Data }) => readStamped(Data));
    },
  };
}

/** An answer that rejects the records at the indexes given, and accepts the others. */
export function rejecting(count: number, ...rejected: readonly number[]): object {
  const Records = Array.from({ length: count }, (_, index) =>
    rejected.includes(index)
      ? { ErrorCode: 'ProvisionedThroughputExceededException', ErrorMessage: 'Rate exceeded' }
      : { ShardId: 'shardId-000000000000', SequenceNumber: `${index}`.padStart(56, '4') },
  );
  return { FailedRecordCount: rejected.length, Records };
}
