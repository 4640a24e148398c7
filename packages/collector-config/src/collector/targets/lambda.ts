import { type CollectorOptions, defaults } from '../../options.ts';
import { assemble } from '../assemble.ts';
import { cloudWatchExporters, cloudWatchSigners } from '../cloudwatch-otlp.ts';
import { note } from '../config-node.ts';
import { currentNames, extraExporters } from '../extra-exporters.ts';
import { otlpReceiver } from '../otlp-receiver.ts';
import { onlySentMetrics } from '../processors.ts';
import { samplingProcessors } from '../sampling.ts';

const heading = `The collector in OpenTelemetry's Lambda layer (0.23, collector 0.157), as /var/task/collector.yaml:
OPENTELEMETRY_COLLECTOR_CONFIG_URI=/var/task/collector.yaml
It holds neither awsemf nor awsxray, so it sends to CloudWatch's OTLP endpoints. Traces need Transaction Search; metrics are queried with PromQL and are in no classic namespace.`;

/** Config for the collector in OpenTelemetry's Lambda layer. */
export function lambdaConfig(options: CollectorOptions): string {
  const sampling = samplingProcessors(options);
  const extra = extraExporters(options, currentNames);
  const last = ['batch', 'decouple'];
  return assemble({
    heading,
    receivers: otlpReceiver(defaults.listen),
    processors: {
      'filter/catalogue': note(
        'Only the metrics of the pipeline: CloudWatch bills what arrives.',
        onlySentMetrics(options),
      ),
      ...sampling,
      batch: { timeout: '1s' },
      decouple: note(
        'Lets the invocation end before the data is sent, and keeps the environment from freezing until it is. Must be last; nothing adds it by itself.',
        { max_queue_size: 200 },
      ),
    },
    exporters: {
      ...cloudWatchExporters(options, { retry_on_failure: { max_interval: '5s', max_elapsed_time: '10s' } }),
      ...extra,
    },
    extensions: cloudWatchSigners(options),
    pipelines: {
      traces: {
        processors: [...Object.keys(sampling), ...last],
        exporters: ['otlp_http/traces', ...Object.keys(extra)],
      },
      metrics: { processors: ['filter/catalogue', ...last], exporters: ['otlp_http/metrics', ...Object.keys(extra)] },
    },
  });
}
