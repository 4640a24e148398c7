import { type ConfigSection, inline } from './config-node.ts';
import type { ConfigParts, PipelineParts } from './config-parts.ts';
import { toYaml } from './to-yaml.ts';

/** Puts a config's parts in the collector's order, and writes them. */
export function assemble({ heading, receivers, processors, exporters, extensions, pipelines }: ConfigParts): string {
  return toYaml(heading, {
    receivers,
    processors,
    exporters,
    extensions,
    service: {
      extensions: extensions === undefined ? undefined : inline(Object.keys(extensions)),
      pipelines: { traces: pipelineOf(receivers, pipelines.traces), metrics: pipelineOf(receivers, pipelines.metrics) },
    },
  });
}

function pipelineOf(receivers: ConfigSection, { processors, exporters }: PipelineParts): ConfigSection {
  return {
    receivers: inline(Object.keys(receivers)),
    processors: processors === undefined ? undefined : inline(processors),
    exporters: inline(exporters),
  };
}
