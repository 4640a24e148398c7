import type { AwsJsonClient } from './aws-json-client.ts';
import { createClock } from './clock.ts';
import { type Connections, connectQueue, connectStream } from './connect-mappings.ts';
import { resetTable } from './dynamodb/tables.ts';
import type { Mapping } from './event-source-mapping/add-mapping.ts';
import type { MappingOptions } from './event-source-mapping/mapping-options.ts';
import type { KinesisControls } from './kinesis/kinesis-controls.ts';
import type { FunctionOptions } from './lambda/function-options.ts';
import { createFunction, type LocalFunction } from './lambda/local-function.ts';
import type { Ledger, LedgerBook } from './ledger/ledger.ts';
import { named, takenName, unknownName } from './name-refusals.ts';
import type { LocalBucket } from './object-store/local-bucket.ts';
import type { TelemetryStore } from './otlp-receiver/telemetry-store.ts';
import { type Endpoints, pipelineEnvironment } from './pipeline-environment.ts';
import type { PipelineOptions } from './pipeline-options.ts';
import type { QueueMapping } from './queue/add-queue-mapping.ts';
import type { LocalQueue } from './queue/local-queue.ts';
import type { LocalTopic } from './queue/local-topic.ts';
import type { QueueMappingOptions } from './queue/queue-mapping-options.ts';
import { createStores } from './stores.ts';
import type { Teardown } from './teardown.ts';

/** A running pipeline: parts to talk to, and the truth about what went through them. */
export interface Pipeline extends Endpoints {
  /** What a process needs to talk to it; functions deployed here have it already. */
  readonly environment: Readonly<Record<string, string>>;
  readonly ledger: Ledger;
  readonly telemetry: TelemetryStore;
  readonly kinesis: KinesisControls;
  /**
   * Throws for wrong options or a name that is taken. No sandbox starts before the first invocation, but for those of
   * provisioned concurrency: rejects where one of them cannot be initialised.
   */
  deployFunction(options: FunctionOptions): Promise<LocalFunction>;
  /** Rejects for wrong options, an unknown function, stream or destination, or a stream that has a mapping already. */
  addMapping(options: MappingOptions): Promise<Mapping>;
  /** Throws for wrong options, an unknown function or queue, or a queue that has a mapping already. */
  addQueueMapping(options: QueueMappingOptions): QueueMapping;
  /** Throws for an unknown name, as do the next two. */
  queue(name: string): LocalQueue;
  topic(name: string): LocalTopic;
  bucket(name: string): LocalBucket;
  /** Drops a table and creates it again, empty. */
  resetTable(name: string): Promise<void>;
  /** Stops everything, sandboxes at once; nothing is left. Idempotent. */
  stop(): Promise<void>;
}

/** What has been started for a pipeline. */
export interface PipelineParts {
  readonly options: PipelineOptions;
  readonly endpoints: Endpoints;
  readonly book: LedgerBook;
  readonly telemetry: TelemetryStore;
  readonly kinesis: KinesisControls;
  readonly kinesisClient: AwsJsonClient;
  readonly dynamodbClient: AwsJsonClient;
  readonly teardown: Teardown;
}

export function createPipeline(parts: PipelineParts): Pipeline {
  const { options, endpoints, book, telemetry, kinesis, dynamodbClient, teardown } = parts;
  const environment = pipelineEnvironment(endpoints);
  const functions = new Map<string, LocalFunction>();
  const connections = connectionsOf(parts, functions);
  const { stores } = connections;
  teardown.add(() => stopAll(connections));
  return {
    ...endpoints,
    environment,
    ledger: book.ledger,
    telemetry,
    kinesis,
    deployFunction: async (functionOptions) => {
      const { name } = functionOptions;
      if (functions.has(name)) throw takenName('name', name, 'Give each function a name of its own.');
      const deployed = createFunction(functionOptions, environment);
      functions.set(name, deployed);
      await deployed.provisioned.catch(async (failure: unknown) => {
        functions.delete(name);
        await deployed.stop();
        throw failure;
      });
      return deployed;
    },
    addMapping: (mappingOptions) => connectStream(mappingOptions, connections),
    addQueueMapping: (mappingOptions) => connectQueue(mappingOptions, connections),
    queue: (name) => named('name', name, stores.queues),
    topic: (name) => named('name', name, stores.topics),
    bucket: (name) => named('name', name, stores.buckets),
    resetTable: async (name) => {
      const table = options.tables.find((each) => each.name === name);
      if (table === undefined)
        throw unknownName(
          'name',
          name,
          options.tables.map((each) => each.name),
        );
      await resetTable(dynamodbClient, table);
    },
    stop: teardown.run,
  };
}

function connectionsOf(parts: PipelineParts, functions: ReadonlyMap<string, LocalFunction>): Connections {
  const { options, book, kinesisClient } = parts;
  const clock = createClock(options.clockScale);
  const stores = createStores(options, clock);
  const none = { streamMappings: new Map<string, Mapping>(), queueMappings: new Map<string, QueueMapping>() };
  return { options, book, kinesisClient, clock, stores, functions, ...none };
}

/** Mappings are told first, so that no batch is retried when its sandbox is killed. */
async function stopAll({ functions, streamMappings, queueMappings }: Connections): Promise<void> {
  const ended = [...streamMappings.values(), ...queueMappings.values()].map((mapping) => mapping.stop());
  await Promise.all([...functions.values()].map((each) => each.stop()));
  await Promise.all(ended);
}
