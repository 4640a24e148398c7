import { type CollectorOptions, defaults } from '../../options.ts';
import { assemble } from '../assemble.ts';
import { note } from '../config-node.ts';
import { currentNames, extraExporters } from '../extra-exporters.ts';
import { otlpReceiver } from '../otlp-receiver.ts';
import { memoryLimiter } from '../processors.ts';

const heading = `OpenTelemetry's collector on a laptop: every trace to Jaeger.
Jaeger takes no metrics; the collector prints how many came by.`;

/** Config for a collector in front of Jaeger. */
export function jaegerConfig(options: CollectorOptions): string {
  const extra = extraExporters(options, currentNames);
  return assemble({
    heading,
    receivers: otlpReceiver(options.listen ?? defaults.listen),
    processors: { memory_limiter: memoryLimiter, batch: { timeout: '1s' } },
    exporters: {
      'otlp_grpc/jaeger': {
        endpoint: options.jaeger ?? defaults.jaeger,
        tls: note('Jaeger on a laptop has no certificate.', { insecure: true }),
      },
      debug: { verbosity: 'basic' },
      ...extra,
    },
    pipelines: {
      traces: { processors: ['memory_limiter', 'batch'], exporters: ['otlp_grpc/jaeger', ...Object.keys(extra)] },
      metrics: { processors: ['memory_limiter', 'batch'], exporters: ['debug', ...Object.keys(extra)] },
    },
  });
}
