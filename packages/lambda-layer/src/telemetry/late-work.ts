/** Work that no answer is to wait for. */
export interface LateWork {
  /** Puts work off until the next flush. What was put off before is done first: never more than one waits. */
  readonly add: (work: () => void) => void;
  readonly finish: () => void;
}

/** Makes it for work that does not throw. */
export function createLateWork(): LateWork {
  let waiting: (() => void) | undefined;
  const finish = (): void => {
    const due = waiting;
    waiting = undefined;
    due?.();
  };
  return {
    add(work) {
      finish();
      waiting = work;
    },
    finish,
  };
}
