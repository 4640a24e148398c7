/** Work that is due when nothing is left for the process to do, which is when the runtimes before nodejs24.x answer for a handler. */
export interface LoopWatch {
  /** Adds work, once; gives what takes it off again. */
  readonly whenEmpty: (work: () => void) => () => void;
  /** Work that waits. */
  readonly waiting: () => number;
}

/** The runtime's own listener came first, so that by the time the work is done it has answered. */
export function watchLoop(): LoopWatch {
  const waiting = new Set<() => void>();
  process.on('beforeExit', () => {
    const due = [...waiting];
    waiting.clear();
    for (const work of due) work();
  });
  return {
    whenEmpty(work) {
      waiting.add(work);
      return () => void waiting.delete(work);
    },
    waiting: () => waiting.size,
  };
}

let shared: LoopWatch | undefined;

/** One for all handlers of the process: a listener each would be too many. */
export function sharedLoopWatch(): LoopWatch {
  shared ??= watchLoop();
  return shared;
}
