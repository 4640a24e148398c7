import type { ReportOnce } from '@kinesis-otel/contract';
import { createBackOff } from './back-off.ts';
import type { Post, PostOutcome } from './post.ts';

/** How much time a flush has, and whether it is the last there will be. */
export interface FlushTime {
  readonly limitMs: number;
  /** An answer waits for it. */
  readonly isAwaited: boolean;
  /** The environment ends: a receiver is asked even where it was not there a moment ago. */
  readonly isLast: boolean;
}

/** One signal's way out. */
export interface Outbox {
  /** Sends what there is. Never rejects. */
  readonly flush: (time: FlushTime) => Promise<void>;
}

/** Where the bodies to send come from, and where those go that could not be sent. */
export interface OutboxSource {
  /** Takes out what there is to send, a request each. */
  readonly take: () => Promise<readonly OutgoingBody[]>;
}

/** One request. */
export interface OutgoingBody {
  readonly bytes: Uint8Array;
  /** Keeps it for the next flush. */
  readonly keep: () => void;
}

/** Makes the way out of one signal; its requests go side by side. */
export function createOutbox(signal: string, source: OutboxSource, post: Post, reportOnce: ReportOnce): Outbox {
  const backOff = createBackOff();
  const settle = (body: OutgoingBody, { outcome, reason }: PostOutcome): void => {
    if (outcome === 'unreachable') body.keep();
    if (outcome !== 'accepted') reportOnce(`${signal} were not exported: ${reason}`);
  };
  return {
    async flush({ limitMs, isAwaited, isLast }) {
      if (!isLast && !backOff.isOver()) return;
      const endsAtMs = performance.now() + limitMs;
      try {
        const bodies = await source.take();
        const outcomes = await Promise.all(
          bodies.map(({ bytes }) => post(bytes, { limitMs: endsAtMs - performance.now(), isAwaited })),
        );
        for (const [index, outcome] of outcomes.entries()) settle(bodies[index] as OutgoingBody, outcome);
        if (outcomes.some(({ outcome }) => outcome === 'unreachable')) backOff.failed();
        else if (outcomes.length > 0) backOff.succeeded();
      } catch (error) {
        reportOnce(`${signal} were not exported`, error);
      }
    },
  };
}
