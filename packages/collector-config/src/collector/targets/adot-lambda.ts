import { type CollectorOptions, defaults } from '../../options.ts';
import { assemble } from '../assemble.ts';
import { awsemf } from '../awsemf.ts';
import { awsxray } from '../awsxray.ts';
import { extraExporters, formerNames } from '../extra-exporters.ts';
import { otlpReceiver } from '../otlp-receiver.ts';

const heading = `The collector in ADOT's Lambda layer, as /var/task/collector.yaml:
OPENTELEMETRY_COLLECTOR_CONFIG_URI=/var/task/collector.yaml
AWS calls this layer legacy. It holds no processor at all: nothing is filtered, sampled or batched, and a metric that is not declared below costs log bytes.`;

/** Config for the collector in ADOT's Lambda layer. */
export function adotLambdaConfig(options: CollectorOptions): string {
  const extra = extraExporters(options, formerNames);
  return assemble({
    heading,
    receivers: otlpReceiver(defaults.listen),
    exporters: {
      awsemf: awsemf(options, 'one'),
      awsxray: awsxray(options),
      ...extra,
    },
    pipelines: {
      traces: { exporters: ['awsxray', ...Object.keys(extra)] },
      metrics: { exporters: ['awsemf', ...Object.keys(extra)] },
    },
  });
}
