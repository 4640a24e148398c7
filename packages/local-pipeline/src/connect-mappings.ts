import type { AwsJsonClient } from './aws-json-client.ts';
import type { Clock } from './clock.ts';
import { addMapping, type Mapping } from './event-source-mapping/add-mapping.ts';
import { checkMappingOptions, type MappingOptions } from './event-source-mapping/mapping-options.ts';
import type { FailureTarget } from './event-source-mapping/on-failure/failure-destination.ts';
import type { OnFailure } from './event-source-mapping/on-failure/on-failure.ts';
import type { LocalFunction } from './lambda/local-function.ts';
import type { LedgerBook } from './ledger/ledger.ts';
import { named, takenName, unknownName } from './name-refusals.ts';
import type { PipelineOptions } from './pipeline-options.ts';
import { addQueueMapping, type QueueMapping } from './queue/add-queue-mapping.ts';
import {
  checkBatchingWindow,
  checkQueueMappingOptions,
  type QueueMappingOptions,
} from './queue/queue-mapping-options.ts';
import type { Stores } from './stores.ts';

/** What mappings connect, and those there are. */
export interface Connections {
  readonly options: PipelineOptions;
  readonly book: LedgerBook;
  readonly kinesisClient: AwsJsonClient;
  readonly clock: Clock;
  readonly stores: Stores;
  readonly functions: ReadonlyMap<string, LocalFunction>;
  /** By the name of what feeds the function. */
  readonly streamMappings: Map<string, Mapping>;
  readonly queueMappings: Map<string, QueueMapping>;
}

/** Feeds a function from a stream. */
export async function connectStream(options: MappingOptions, connections: Connections): Promise<Mapping> {
  checkMappingOptions(options);
  const { functionName, streamName, onFailure } = options;
  const { functions, streamMappings, book, kinesisClient: client, clock, stores } = connections;
  const target = named('functionName', functionName, functions);
  const streamNames = connections.options.streams.map(({ name }) => name);
  if (!streamNames.includes(streamName)) throw unknownName('streamName', streamName, streamNames);
  if (streamMappings.has(streamName)) {
    throw takenName('streamName', streamName, 'The ledger follows one mapping of a stream.');
  }
  const failureTarget = onFailure && failureTargetOf(onFailure, stores);
  const parts = { client, target, page: book.page(streamName), clock, ...(failureTarget && { failureTarget }) };
  return keep(streamName, await addMapping(options, parts), streamMappings);
}

/** Feeds a function from a queue. */
export function connectQueue(options: QueueMappingOptions, connections: Connections): QueueMapping {
  checkQueueMappingOptions(options);
  const { functionName, queueName } = options;
  const { functions, queueMappings, clock, stores } = connections;
  const target = named('functionName', functionName, functions);
  const queue = named('queueName', queueName, stores.queues);
  if (queueMappings.has(queueName)) throw takenName('queueName', queueName, 'Stop its mapping first.');
  checkBatchingWindow(options, queue);
  return keep(queueName, addQueueMapping(options, { queue, target, clock }), queueMappings);
}

function failureTargetOf(onFailure: OnFailure, stores: Stores): FailureTarget {
  if ('queue' in onFailure) return { queue: named('onFailure.queue', onFailure.queue, stores.queues) };
  if ('topic' in onFailure) return { topic: named('onFailure.topic', onFailure.topic, stores.topics) };
  return { bucket: named('onFailure.bucket', onFailure.bucket, stores.buckets) };
}

/** Remembers a mapping until it is stopped. */
function keep<M extends QueueMapping>(name: string, mapping: M, mappings: Map<string, M>): M {
  const stop = async (): Promise<void> => {
    await mapping.stop();
    mappings.delete(name);
  };
  const kept = { ...mapping, stop };
  mappings.set(name, kept);
  return kept;
}
