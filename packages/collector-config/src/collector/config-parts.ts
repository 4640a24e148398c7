import type { ConfigSection } from './config-node.ts';

/** What every target's config consists of. */
export interface ConfigParts {
  /** Above it all: what it is for, and what it needs. */
  readonly heading: string;
  readonly receivers: ConfigSection;
  readonly processors?: ConfigSection;
  readonly exporters: ConfigSection;
  readonly extensions?: ConfigSection;
  readonly pipelines: Pipelines;
}

/** The way of each signal, by the names of its parts. */
export interface Pipelines {
  readonly traces: PipelineParts;
  readonly metrics: PipelineParts;
}

/** One pipeline, in the order its parts are passed. */
export interface PipelineParts {
  readonly processors?: readonly string[];
  readonly exporters: readonly string[];
}
