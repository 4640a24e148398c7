import { TraceFlags } from '@opentelemetry/api';
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace';

/** Spans that have ended and wait for a flush. */
export interface SpanBuffer {
  readonly processor: SpanProcessor;
  /** Takes all there is out. */
  readonly take: () => readonly ReadableSpan[];
  /** Puts back what could not be sent, before what came since; what does not fit any more is dropped. */
  readonly putBack: (spans: readonly ReadableSpan[]) => void;
  /** Spans dropped since this was last called. */
  readonly takeDropped: () => number;
}

/**
 * Keeps spans until they are asked for. Unlike the SDK's batching processor it has no timer, which a freeze would stop, and
 * drops nothing of a batch of 10,000 records that ends in one loop.
 */
export function createSpanBuffer(maxSpans: number): SpanBuffer {
  let spans: ReadableSpan[] = [];
  let dropped = 0;
  const nothing = async (): Promise<void> => {};
  return {
    processor: {
      onStart: () => {},
      onEnd(span) {
        if ((span.spanContext().traceFlags & TraceFlags.SAMPLED) === 0) return;
        if (spans.length < maxSpans) spans.push(span);
        else dropped++;
      },
      forceFlush: nothing,
      shutdown: nothing,
    },
    take() {
      const taken = spans;
      spans = [];
      return taken;
    },
    putBack(unsent) {
      const fitting = unsent.slice(0, Math.max(maxSpans - spans.length, 0));
      dropped += unsent.length - fitting.length;
      spans = [...fitting, ...spans];
    },
    takeDropped() {
      const count = dropped;
      dropped = 0;
      return count;
    },
  };
}
