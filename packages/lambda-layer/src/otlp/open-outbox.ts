import type { ReportOnce } from '@kinesis-otel/contract';
import { JsonMetricsSerializer, JsonTraceSerializer } from '@opentelemetry/otlp-transformer';
import type { LocalMetrics } from '../metrics/local-meter-provider.ts';
import type { OtlpSettings } from '../settings/otlp-settings.ts';
import type { SpanBuffer } from '../telemetry/span-buffer.ts';
import { createMetricSource } from './metric-source.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createPost } from './post.ts';
import { createSpanSource } from './span-source.ts';

/** What an outbox is opened with. */
export interface OutboxParts {
  readonly settings: OtlpSettings;
  readonly reportOnce: ReportOnce;
  /** Loads what writes protobuf; called only where that is asked for. */
  readonly loadProtobuf: () => typeof import('./protobuf-serializers.ts');
}

/* A file of its own, loaded by the first flush, with the encoding most use. */

/** Opens the way out of spans. */
export function openSpansOutbox(buffer: SpanBuffer, maxSpansPerRequest: number, parts: OutboxParts): Outbox {
  const { settings, reportOnce, loadProtobuf } = parts;
  const serializer = settings.encoding === 'http/json' ? JsonTraceSerializer : loadProtobuf().traceSerializer;
  const source = createSpanSource(buffer, serializer.serializeRequest, maxSpansPerRequest, reportOnce);
  return createOutbox('spans', source, createPost(settings), reportOnce);
}

/** Opens the way out of metrics. */
export function openMetricsOutbox(collect: LocalMetrics['collect'], parts: OutboxParts): Outbox {
  const { settings, reportOnce, loadProtobuf } = parts;
  const serializer = settings.encoding === 'http/json' ? JsonMetricsSerializer : loadProtobuf().metricSerializer;
  const source = createMetricSource(collect, serializer.serializeRequest, reportOnce);
  return createOutbox('metrics', source, createPost(settings), reportOnce);
}
