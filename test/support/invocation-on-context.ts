import type { ConsumerDimensions } from '../../packages/consumer-sdk/src/consumer-dimensions.ts';
import type { InvocationOnContext } from '../../packages/consumer-sdk/src/invocation-on-context.ts';

/** An invocation of no records, as code below a handler finds it. */
export function emptyInvocation(dimensions: ConsumerDimensions): InvocationOnContext {
  return {
    version: 1,
    dimensions,
    hasRecord: () => false,
    runRecord: async (_id, work) => work(),
    join: () => undefined,
  };
}
