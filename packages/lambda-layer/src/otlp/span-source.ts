import type { ReportOnce } from '@kinesis-otel/contract';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { SpanBuffer } from '../telemetry/span-buffer.ts';
import type { OutboxSource } from './outbox.ts';

/** Spans as requests of so many each. */
export function createSpanSource(
  buffer: SpanBuffer,
  serialize: (spans: ReadableSpan[]) => Uint8Array | undefined,
  maxSpansPerRequest: number,
  reportOnce: ReportOnce,
): OutboxSource {
  return {
    async take() {
      if (buffer.takeDropped() > 0) reportOnce('spans were dropped, more waited than OTEL_BSP_MAX_QUEUE_SIZE allows');
      const spans = buffer.take();
      const starts = Array.from({ length: Math.ceil(spans.length / maxSpansPerRequest) }, (_, at) => at);
      return starts.flatMap((at) => {
        const part = spans.slice(at * maxSpansPerRequest, (at + 1) * maxSpansPerRequest);
        const bytes = serialize(part);
        return bytes === undefined ? [] : [{ bytes, keep: () => buffer.putBack(part) }];
      });
    },
  };
}
