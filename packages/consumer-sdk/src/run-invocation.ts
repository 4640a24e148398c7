import { handleBatch } from './handle-batch.ts';
import { handleOther } from './handle-other.ts';
import type { HandlerHost } from './handler-host.ts';
import { createHandlerParts } from './handler-parts.ts';
import type { LambdaContext } from './lambda-context.ts';
import type { ConsumerOptions } from './options.ts';
import { cleanEvent } from './records/clean-event.ts';
import { readKinesisBatch } from './records/kinesis-batch.ts';
import { findRunningInvocation, registerInvocation } from './running-invocation.ts';

/** Calls a handler with the event it is to see. */
export type CallHandler = (event: unknown) => unknown;

/** Runs a handler in its invocation's telemetry; gives what it gave, and fails as it failed. Calls it before it returns. */
export type RunInvocation = (
  event: unknown,
  lambdaContext: LambdaContext | undefined,
  call: CallHandler,
) => Promise<unknown>;

/** Decides, once, how invocations run: Kinesis's in batch mode, all others in a span of their own. */
export function createRunInvocation(options: ConsumerOptions, host?: HandlerHost): RunInvocation {
  const parts = createHandlerParts(options, host);
  return async (event, lambdaContext, call) => {
    const batch = readKinesisBatch(event);
    if (batch === undefined) return handleOther(event, lambdaContext, parts, () => call(event));
    const running = findRunningInvocation(event as object, batch);
    if (running !== undefined) {
      running.join(parts.settings);
      return call(event);
    }
    return handleBatch(batch, lambdaContext, parts, async ({ records, onContext }) => {
      const seen = cleanEvent(event as object, records);
      const forget = registerInvocation(seen, onContext);
      try {
        return await call(seen);
      } finally {
        forget();
      }
    });
  };
}
