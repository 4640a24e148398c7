import { KinesisOtelOptionError } from '@kinesis-otel/contract';
import type { AwsJsonClient } from './aws-json-client.ts';
import { resetTable } from './dynamodb/tables.ts';
import { addMapping, type Mapping } from './event-source-mapping/add-mapping.ts';
import { checkMappingOptions, type MappingOptions } from './event-source-mapping/mapping-options.ts';
import type { FunctionOptions } from './lambda/function-options.ts';
import { createFunction, type LocalFunction } from './lambda/local-function.ts';
import type { Ledger, LedgerBook } from './ledger/ledger.ts';
import type { TelemetryStore } from './otlp-receiver/telemetry-store.ts';
import { type Endpoints, pipelineEnvironment } from './pipeline-environment.ts';
import type { PipelineOptions } from './pipeline-options.ts';
import type { Teardown } from './teardown.ts';

/** A running pipeline: parts to talk to, and the truth about what went through them. */
export interface Pipeline extends Endpoints {
  /** What a process needs to talk to it; functions deployed here have it already. */
  readonly environment: Readonly<Record<string, string>>;
  readonly ledger: Ledger;
  readonly telemetry: TelemetryStore;
  /** Throws for wrong options or a name that is taken. No sandbox starts before the first invocation. */
  deployFunction(options: FunctionOptions): Promise<LocalFunction>;
  /** Throws for wrong options, an unknown function or stream, or a stream that has a mapping already. */
  addMapping(options: MappingOptions): Promise<Mapping>;
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
  readonly kinesisClient: AwsJsonClient;
  readonly dynamodbClient: AwsJsonClient;
  readonly teardown: Teardown;
}

export function createPipeline(parts: PipelineParts): Pipeline {
  const { options, endpoints, book, telemetry, dynamodbClient, teardown } = parts;
  const environment = pipelineEnvironment(endpoints);
  const functions = new Map<string, LocalFunction>();
  const mappings = new Map<string, Mapping>();
  teardown.add(() => stopAll(functions, mappings));
  return {
    ...endpoints,
    environment,
    ledger: book.ledger,
    telemetry,
    deployFunction: async (functionOptions) => {
      const deployed = createFunction(functionOptions, environment);
      if (functions.has(deployed.name)) throw taken('name', deployed.name, 'Give each function a name of its own.');
      functions.set(deployed.name, deployed);
      return deployed;
    },
    addMapping: (mappingOptions) => connect(mappingOptions, parts, functions, mappings),
    resetTable: async (name) => {
      const table = options.tables.find((each) => each.name === name);
      if (table === undefined) throw unknown('name', name, options.tables);
      await resetTable(dynamodbClient, table);
    },
    stop: teardown.run,
  };
}

async function connect(
  options: MappingOptions,
  { options: { streams }, book, kinesisClient }: PipelineParts,
  functions: ReadonlyMap<string, LocalFunction>,
  mappings: Map<string, Mapping>,
): Promise<Mapping> {
  checkMappingOptions(options);
  const { functionName, streamName } = options;
  const target = functions.get(functionName);
  if (target === undefined) throw unknown('functionName', functionName, [...functions.values()]);
  if (!streams.some(({ name }) => name === streamName)) throw unknown('streamName', streamName, streams);
  if (mappings.has(streamName)) throw taken('streamName', streamName, 'The ledger follows one mapping of a stream.');
  const mapping = await addMapping(options, { client: kinesisClient, target, page: book.page(streamName) });
  const stop = async (): Promise<void> => {
    await mapping.stop();
    mappings.delete(streamName);
  };
  mappings.set(streamName, { ...mapping, stop });
  return { ...mapping, stop };
}

/** Mappings are told first, so that no batch is retried when its sandbox is killed. */
async function stopAll(
  functions: ReadonlyMap<string, LocalFunction>,
  mappings: ReadonlyMap<string, Mapping>,
): Promise<void> {
  const ended = [...mappings.values()].map((mapping) => mapping.stop());
  await Promise.all([...functions.values()].map((each) => each.stop()));
  await Promise.all(ended);
}

function unknown(
  option: string,
  received: string,
  known: readonly { readonly name: string }[],
): KinesisOtelOptionError {
  const names = known.map(({ name }) => name).join(', ') || 'none';
  return new KinesisOtelOptionError('INVALID_OPTION', option, received, `There is no such one. Known: ${names}.`);
}

function taken(option: string, received: string, cure: string): KinesisOtelOptionError {
  return new KinesisOtelOptionError('INVALID_OPTION', option, received, `It is taken. ${cure}`);
}
