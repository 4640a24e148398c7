import type { CollectorOptions, ExtraExporter } from '../options.ts';
import type { ConfigSection } from './config-node.ts';

/** What the exporters are called: `otlp` and `otlphttp` have new names since collector v0.144. */
export interface ExporterNames {
  readonly otlp: string;
  readonly otlphttp: string;
  readonly debug: string;
}

/** The names since v0.144; the old ones still work there, with a warning. */
export const currentNames: ExporterNames = { otlp: 'otlp_grpc', otlphttp: 'otlp_http', debug: 'debug' };

/** The names before, the only ones that ADOT's Lambda layer knows. */
export const formerNames: ExporterNames = { otlp: 'otlp', otlphttp: 'otlphttp', debug: 'debug' };

/** The user's own exporters, by name; retried and queued where the exporter can. */
export function extraExporters({ exporters = [] }: CollectorOptions, names: ExporterNames): ConfigSection {
  return Object.fromEntries(
    exporters.map((exporter, index) => [`${names[exporter.type]}/extra-${index + 1}`, settings(exporter)]),
  );
}

function settings({ type, endpoint, headers }: ExtraExporter): ConfigSection {
  if (type === 'debug') return { verbosity: 'normal' };
  return { endpoint: endpoint ?? '', headers: headers === undefined ? undefined : { ...headers } };
}
