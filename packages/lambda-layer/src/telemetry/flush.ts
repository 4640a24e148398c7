import { context, ROOT_CONTEXT } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import type { FlushTime, Outbox } from '../otlp/outbox.ts';
import type { LateWork } from './late-work.ts';

/** Sends what waits. Never rejects, and is over when its time is. */
export type Flush = (time: FlushTime) => Promise<void>;

/** What is flushed. */
export interface FlushParts {
  readonly spans: Outbox | undefined;
  readonly metrics: Outbox | undefined;
  /** From one sending of metrics to the next at least, in milliseconds: one a flush would cost more than what is measured. */
  readonly metricIntervalMs: number;
  /** What was put off, and is to be flushed too. */
  readonly lateWork: LateWork;
}

/** Makes the flush of all signals, side by side. Spans go each time. */
export function createFlush({ spans, metrics, metricIntervalMs, lateWork }: FlushParts): Flush {
  let metricsSentAtMs = Date.now();
  return async (time) => {
    lateWork.finish();
    const isDue = time.isLast || Date.now() - metricsSentAtMs >= metricIntervalMs;
    if (isDue) metricsSentAtMs = Date.now();
    // No span is made of an export, whoever instruments HTTP in this process.
    const work = context.with(suppressTracing(ROOT_CONTEXT), () =>
      Promise.all([spans?.flush(time), isDue ? metrics?.flush(time) : undefined]),
    );
    await within(time, work);
  };
}

async function within({ limitMs, isAwaited }: FlushTime, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
    if (!isAwaited) timer.unref();
  });
  await Promise.race([work, over]);
  clearTimeout(timer);
}
