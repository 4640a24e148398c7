const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** A signal that asked the demo to end. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly exitCode: number;

  constructor(signal: keyof typeof exitCodes) {
    super(`Ended by ${signal}.`);
    this.exitCode = exitCodes[signal];
  }
}

/** An abort signal that fires at the first SIGINT, SIGTERM or SIGHUP; a second one ends the process at once. */
export function abortOnSignal(): AbortSignal {
  const controller = new AbortController();
  for (const signal of Object.keys(exitCodes) as (keyof typeof exitCodes)[]) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(exitCodes[signal]);
      controller.abort(new Interrupted(signal));
    });
  }
  return controller.signal;
}
