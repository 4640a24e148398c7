import { type CollectorOptions, defaults } from '../../options.ts';
import { assemble } from '../assemble.ts';
import { awsemf } from '../awsemf.ts';
import { awsxray, recordSegments } from '../awsxray.ts';
import { note } from '../config-node.ts';
import { currentNames, extraExporters } from '../extra-exporters.ts';
import { otlpReceiver } from '../otlp-receiver.ts';
import { memoryLimiter, onlySentMetrics, resourceLabels } from '../processors.ts';
import { samplingProcessors } from '../sampling.ts';

const heading = `ADOT collector v0.49 as gateway or sidecar, on EC2, ECS or EKS.
SDKs send delta temporality and exponential histograms: from anything else CloudWatch computes no percentiles.`;

/** Config for the ADOT collector as gateway or sidecar. */
export function adotConfig(options: CollectorOptions): string {
  const sampling = samplingProcessors(options);
  const extra = extraExporters(options, currentNames);
  return assemble({
    heading,
    receivers: otlpReceiver(options.listen ?? defaults.listen),
    processors: {
      memory_limiter: memoryLimiter,
      'filter/catalogue': note(
        'Only the metrics of the pipeline: the log bills what arrives.',
        onlySentMetrics(options),
      ),
      'resource/labels': note(
        'Attributes of the resource go into every document; these say nothing there.',
        resourceLabels(options),
      ),
      'attributes/xray': note("A segment named after the function for each record's span.", recordSegments),
      ...sampling,
      batch: note(
        'For traces only: their senders are told at once, and a batch that X-Ray does not take is lost with an error in the log. Metrics are not batched: their senders are told when CloudWatch has them, and send again what it did not take.',
        { timeout: '5s' },
      ),
    },
    exporters: {
      awsemf: awsemf(options, 'many'),
      awsxray: awsxray(options),
      ...extra,
    },
    extensions: { health_check: { endpoint: `${options.listen ?? defaults.listen}:13133` } },
    pipelines: {
      traces: {
        processors: ['memory_limiter', 'attributes/xray', ...Object.keys(sampling), 'batch'],
        exporters: ['awsxray', ...Object.keys(extra)],
      },
      metrics: {
        processors: ['memory_limiter', 'filter/catalogue', 'resource/labels'],
        exporters: ['awsemf', ...Object.keys(extra)],
      },
    },
  });
}
