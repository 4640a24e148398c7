/** Which invocations have ended, so that a flush comes after the response. */
export interface OpenInvocations {
  /** The handler has settled, and the runtime is about to send, or has sent, what it answered. */
  readonly ended: (requestId: string) => void;
  /** Resolves once that invocation has ended; at once where it has already. */
  readonly waitFor: (requestId: string) => Promise<void>;
}

/** For a sandbox that takes one event at a time. */
export function createOpenInvocations(): OpenInvocations {
  let lastEnded: string | undefined;
  let waiting: { readonly requestId: string; readonly resolve: () => void } | undefined;
  return {
    ended(requestId) {
      lastEnded = requestId;
      if (waiting?.requestId === requestId) waiting.resolve();
    },
    waitFor(requestId) {
      if (lastEnded === requestId) return Promise.resolve();
      return new Promise((resolve) => {
        waiting = { requestId, resolve };
      });
    },
  };
}
