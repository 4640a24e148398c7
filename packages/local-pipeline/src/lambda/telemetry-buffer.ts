import { postTelemetry } from './post-telemetry.ts';
import { createTelemetryEvent, type TelemetryEvent } from './telemetry-event.ts';
import type { TelemetrySubscription } from './telemetry-subscription.ts';

/**
 * What one subscriber has yet to get. Events go in batches, after the subscriber's time or once its limits are reached; what
 * cannot be sent is tried again with the next batch. At twice the limits the oldest is dropped, and `platform.logsDropped`
 * says so (https://docs.aws.amazon.com/lambda/latest/dg/telemetry-api.html#telemetry-api-buffering).
 */
export class TelemetryBuffer {
  readonly #subscription: TelemetrySubscription;
  readonly #end: AbortController = new AbortController();
  #waiting: string[] = [];
  #waitingBytes = 0;
  #dropped = { droppedBytes: 0, droppedRecords: 0 };
  #timer: NodeJS.Timeout | undefined;
  #isPaused = false;
  #sending: Promise<void> = Promise.resolve();

  constructor(subscription: TelemetrySubscription) {
    this.#subscription = subscription;
  }

  add(event: TelemetryEvent): void {
    const { maxItems, maxBytes } = this.#subscription;
    const text = JSON.stringify(event);
    this.#waiting.push(text);
    this.#waitingBytes += text.length;
    while (this.#waiting.length > 2 * maxItems || this.#waitingBytes > 2 * maxBytes) this.#dropOldest();
    if (this.#isPaused) return;
    if (this.#waiting.length >= maxItems || this.#waitingBytes >= maxBytes) void this.flush();
    else this.#schedule();
  }

  /** Sends what there is; resolves once it has arrived or failed. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#sending = this.#sending.then(() => this.#sendAll());
    return this.#sending;
  }

  /** A frozen subscriber is sent nothing. */
  pause(): void {
    this.#isPaused = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  resume(): void {
    this.#isPaused = false;
    if (this.#waiting.length > 0) this.#schedule();
  }

  /** Gives up on what is left. */
  stop(): void {
    this.pause();
    this.#waiting = [];
    this.#end.abort();
  }

  #schedule(): void {
    if (this.#end.signal.aborted) return;
    this.#timer ??= setTimeout(() => void this.flush(), this.#subscription.timeoutMs).unref();
  }

  #dropOldest(): void {
    const oldest = this.#waiting.shift() ?? '';
    this.#waitingBytes -= oldest.length;
    this.#dropped.droppedBytes += oldest.length;
    this.#dropped.droppedRecords++;
  }

  async #sendAll(): Promise<void> {
    const batch = this.#waiting.splice(0);
    this.#waitingBytes = 0;
    if (batch.length === 0) return;
    const dropped = this.#takeDropped();
    if (await postTelemetry(this.#subscription, `[${[...dropped, ...batch].join(',')}]`, this.#end.signal)) return;
    this.#waiting.unshift(...dropped, ...batch);
    this.#waitingBytes = this.#waiting.reduce((total, text) => total + text.length, 0);
    if (!this.#isPaused) this.#schedule();
  }

  #takeDropped(): readonly string[] {
    const dropped = this.#dropped;
    if (dropped.droppedRecords === 0) return [];
    this.#dropped = { droppedBytes: 0, droppedRecords: 0 };
    const reason = 'The subscriber has fallen behind: it has not acknowledged what it was sent.';
    return [JSON.stringify(createTelemetryEvent('platform.logsDropped', { ...dropped, reason }))];
  }
}
