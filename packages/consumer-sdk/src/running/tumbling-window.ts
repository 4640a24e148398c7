import type { KinesisEvent } from '../records/kinesis-batch.ts';

/**
 * The tumbling window an invocation belongs to. Lambda keeps `state` from one invocation of the window to the next; at
 * most 1 MB of it, as JSON.
 */
export interface TumblingWindow<State extends object = Record<string, unknown>> {
  /** When it begins and ends, as Lambda writes it. */
  readonly start: string;
  readonly end: string;
  /** The window's last invocation; its records are none, or the last. */
  readonly isFinal: boolean;
  /** Lambda ended it before its time, because the state was too large. */
  readonly isTerminatedEarly: boolean;
  /**
   * What the window has come to so far. Assign a new object rather than change this one: what a record assigned is then
   * taken back where Lambda will deliver it again.
   */
  state: State;
}

/** A window's state as it was after the last record that will not come again. */
export interface OpenWindow {
  readonly window: TumblingWindow;
  /** Keeps the state as it is now. */
  readonly keepState: () => void;
  readonly keptState: () => object;
}

/** The window of an event; undefined where its mapping has none. */
export function openWindow(event: KinesisEvent): OpenWindow | undefined {
  const { window: span, state = {}, isFinalInvokeForWindow, isWindowTerminatedEarly } = event;
  if (span === undefined || span === null) return undefined;
  const window: TumblingWindow = {
    start: span.start,
    end: span.end,
    isFinal: isFinalInvokeForWindow === true,
    isTerminatedEarly: isWindowTerminatedEarly === true,
    state: (state ?? {}) as Record<string, unknown>,
  };
  let kept: object = window.state;
  return {
    window,
    keepState: () => {
      kept = window.state;
    },
    keptState: () => kept,
  };
}
