import { TelemetryBuffer } from './telemetry-buffer.ts';
import { createTelemetryEvent, type TelemetryEvent } from './telemetry-event.ts';
import type { TelemetrySubscription, TelemetryType } from './telemetry-subscription.ts';

/** Who gets which telemetry of a sandbox. */
export interface TelemetryHub {
  /** True while somebody may subscribe. */
  readonly isOpen: boolean;
  /** True where somebody has subscribed, or still may. */
  readonly isWanted: boolean;
  emit(type: string, record: unknown): void;
  /** A new subscriber also gets what has happened before it could subscribe. */
  subscribe(subscription: TelemetrySubscription): void;
  /** No more subscribers: what was kept for them is given up. */
  close(): void;
  /** No event is sent while the sandbox is frozen. */
  pause(): void;
  resume(): void;
  /** Sends what there is, and waits for it. */
  flush(): Promise<void>;
  stop(): void;
}

/** Events kept for subscribers to come, at most. */
const maxKept = 10_000;

export function createTelemetryHub(): TelemetryHub {
  const subscribers: { readonly types: readonly TelemetryType[]; readonly buffer: TelemetryBuffer }[] = [];
  let kept: TelemetryEvent[] | undefined = [];
  const each = (act: (buffer: TelemetryBuffer) => void): void => {
    for (const { buffer } of subscribers) act(buffer);
  };
  return {
    get isOpen() {
      return kept !== undefined;
    },
    get isWanted() {
      return kept !== undefined || subscribers.length > 0;
    },
    emit: (type, record) => {
      if (kept === undefined && subscribers.length === 0) return;
      const event = createTelemetryEvent(type, record);
      if (kept && kept.length < maxKept) kept.push(event);
      for (const { types, buffer } of subscribers) if (types.includes(streamOf(type))) buffer.add(event);
    },
    subscribe: (subscription) => {
      const buffer = new TelemetryBuffer(subscription);
      subscribers.push({ types: subscription.types, buffer });
      for (const event of kept ?? []) if (subscription.types.includes(streamOf(event.type))) buffer.add(event);
    },
    close: () => {
      kept = undefined;
    },
    pause: () => each((buffer) => buffer.pause()),
    resume: () => each((buffer) => buffer.resume()),
    flush: async () => void (await Promise.all(subscribers.map(({ buffer }) => buffer.flush()))),
    stop: () => each((buffer) => buffer.stop()),
  };
}

/** `platform.start` belongs to `platform`. */
function streamOf(type: string): TelemetryType {
  return type.split('.', 1)[0] as TelemetryType;
}
