import { type CollectorOptions, defaults } from '../../options.ts';
import { assemble } from '../assemble.ts';
import { cloudWatchExporters, cloudWatchSigners } from '../cloudwatch-otlp.ts';
import { note } from '../config-node.ts';
import { currentNames, extraExporters } from '../extra-exporters.ts';
import { otlpReceiver } from '../otlp-receiver.ts';
import { memoryLimiter, onlySentMetrics } from '../processors.ts';
import { samplingProcessors } from '../sampling.ts';

/** CloudWatch takes at most 10,000 spans and 5 MB a request: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-OTLPEndpoint.html */
const maxBatch = 2_000;

const heading = `A gateway or sidecar (ADOT or OpenTelemetry's own collector) that sends to CloudWatch's OTLP endpoints.
Traces need Transaction Search. Metrics are queried with PromQL and are in no classic namespace.`;

/** Config for a gateway or sidecar to CloudWatch's OTLP endpoints. */
export function otlpConfig(options: CollectorOptions): string {
  const sampling = samplingProcessors(options);
  const extra = extraExporters(options, currentNames);
  const listen = options.listen ?? defaults.listen;
  return assemble({
    heading,
    receivers: otlpReceiver(listen),
    processors: {
      memory_limiter: memoryLimiter,
      'filter/catalogue': note(
        'Only the metrics of the pipeline: CloudWatch bills what arrives.',
        onlySentMetrics(options),
      ),
      ...sampling,
      batch: { timeout: '5s', send_batch_size: maxBatch, send_batch_max_size: maxBatch },
    },
    exporters: {
      ...cloudWatchExporters(options, {
        sending_queue: { queue_size: 1_000 },
        retry_on_failure: { max_elapsed_time: '15m' },
      }),
      ...extra,
    },
    extensions: { ...cloudWatchSigners(options), health_check: { endpoint: `${listen}:13133` } },
    pipelines: {
      traces: {
        processors: ['memory_limiter', ...Object.keys(sampling), 'batch'],
        exporters: ['otlp_http/traces', ...Object.keys(extra)],
      },
      metrics: {
        processors: ['memory_limiter', 'filter/catalogue', 'batch'],
        exporters: ['otlp_http/metrics', ...Object.keys(extra)],
      },
    },
  });
}
