import type { LambdaContext } from './lambda-context.ts';
import type { RunInvocation } from './run-invocation.ts';

/** What a wrapped handler does beside calling the function's own. */
export interface WrapParts {
  readonly run: RunInvocation;
  /** The invocation is over, but for its answer. Never rejects; the answer waits for it. */
  readonly beforeAnswer: (lambdaContext: LambdaContext | undefined) => Promise<void>;
  /** The answer is with the runtime, or about to be. */
  readonly afterAnswer: (lambdaContext: LambdaContext | undefined) => void;
}
