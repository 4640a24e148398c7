import { environmentName, pipelineName, type Variables } from '@kinesis-otel/contract';
import type { ProducerOptions } from './options.ts';

/** What the options leave open and the environment decides. */
export interface ProducerSettings {
  readonly environment: string;
  /** Undefined: each stream's own name. */
  readonly pipeline: string | undefined;
}

/** The only place in this package that reads environment variables, once for each client. */
export function readProducerSettings(options: ProducerOptions, variables: Variables = process.env): ProducerSettings {
  return {
    environment: environmentName(options.environment, variables),
    pipeline: pipelineName(options.pipeline, variables),
  };
}
