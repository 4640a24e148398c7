/** The times Lambda allows, in milliseconds; tests shorten them. */
export interface SandboxLimits {
  /** Init phase; after it Lambda tries once more, inside the first invocation. */
  readonly initMs: number;
  /** Init phase with provisioned concurrency and on managed instances, at least: the function's timeout where that is longer. */
  readonly longInitMs: number;
  /** Shutdown phase with external extensions. */
  readonly shutdownMs: number;
  /** The runtime's share of it. */
  readonly runtimeShutdownMs: number;
  /** The runtime's share with an internal extension; without external ones it is all there is. */
  readonly internalShutdownMs: number;
  /** How long an event waits for a sandbox whose extensions are still at work, before one is started. Not Lambda's figure: it has none. */
  readonly placementMs: number;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
export const lambdaLimits: SandboxLimits = {
  initMs: 10_000,
  longInitMs: 130_000,
  shutdownMs: 2000,
  runtimeShutdownMs: 300,
  internalShutdownMs: 500,
  placementMs: 5,
};
