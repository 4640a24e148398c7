/** Says a thing once, however often it happens. */
export type ReportOnce = (message: string, cause?: unknown) => void;

/** Makes a reporter that remembers what it has said; `say` is where it says it. */
export function createReportOnce(say: (message: string, ...causes: unknown[]) => void): ReportOnce {
  const said = new Set<string>();
  return (message, cause) => {
    if (said.has(message)) return;
    said.add(message);
    try {
      if (cause === undefined) say(message);
      else say(message, cause);
    } catch {
      // The application's logger is broken; Node's own way to warn is not.
      process.emitWarning(message);
    }
  };
}

/** Does a piece of telemetry work whose failure must not reach the user's code: it is reported, and `fallback` returned. */
export function withoutThrowing<Result>(
  reportOnce: ReportOnce,
  failure: string,
  fallback: Result,
  work: () => Result,
): Result {
  try {
    return work();
  } catch (error) {
    reportOnce(failure, error);
    return fallback;
  }
}
