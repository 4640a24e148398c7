type Undo = () => Promise<void> | void;

/** What was started, to be stopped in the opposite order. */
export interface Teardown {
  add(undo: Undo): void;
  /** Stops all, once; a second call waits for the first. One failure does not keep the rest from being stopped. */
  run(): Promise<void>;
}

export function createTeardown(): Teardown {
  const undos: Undo[] = [];
  let running: Promise<void> | undefined;
  return {
    add: (undo) => void undos.push(undo),
    run: () => {
      running ??= undoAll(undos);
      return running;
    },
  };
}

async function undoAll(undos: Undo[]): Promise<void> {
  const failures: unknown[] = [];
  for (const undo of undos.reverse()) {
    try {
      await undo();
    } catch (failure) {
      failures.push(failure);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'The local pipeline did not stop cleanly.');
}
