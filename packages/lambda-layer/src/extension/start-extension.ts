import type { LambdaContext, WrapParts } from '@kinesis-otel/consumer-sdk/host';
import type { ReportOnce, Variables } from '@kinesis-otel/contract';
import type { LayerSettings } from '../settings/layer-settings.ts';
import type { ChosenSdk } from '../telemetry/sdk.ts';
import { type RegisteredExtension, registerExtension } from './extensions-api.ts';
import { flushOnSigterm } from './flush-on-sigterm.ts';
import { createOpenInvocations } from './open-invocations.ts';
import { runExtension } from './run-extension.ts';

/** When telemetry leaves, in terms of a handler's invocations. */
export interface FlushHooks extends Pick<WrapParts, 'beforeAnswer' | 'afterAnswer'> {
  /** An invocation has no answer and little time, and Lambda ends the environment after it. */
  readonly outOfTime: () => Promise<void>;
}

/** The layer's registration, under way while the function's code is loaded. */
export interface StartedExtension {
  /** Waits for the registration, and begins to follow the sandbox. */
  readonly follow: (sdk: ChosenSdk, settings: Pick<LayerSettings, 'flushTimeoutMs'>) => Promise<FlushHooks>;
  /** Follows the sandbox with nothing to do, where the layer cannot start: Lambda waits for every extension it knows of. */
  readonly giveUp: () => void;
}

/** Left to the runtime to send the response in, in milliseconds. */
const safetyMarginMs = 100;

/** What Lambda gives a runtime with an internal extension after SIGTERM is 500 ms, and 300 ms where there are external ones too. */
const lastFlushMs = 450;

/**
 * Registers the layer as an internal extension. Managed instances have no event that one could follow, and an account's
 * extension limit may be reached: then telemetry is flushed before each answer, as in code.
 */
export function startExtension(variables: Variables, reportOnce: ReportOnce): StartedExtension {
  const { AWS_LAMBDA_RUNTIME_API: runtimeApi, AWS_LAMBDA_MAX_CONCURRENCY: concurrency } = variables;
  const registration =
    runtimeApi === undefined || concurrency !== undefined ? undefined : register(runtimeApi, reportOnce);
  return {
    async follow({ createFlush }, { flushTimeoutMs }) {
      const extension = await registration;
      const flush = createFlush(extension !== undefined);
      const flushWithin = (remainingMs: number): Promise<void> => {
        const limitMs = Math.min(flushTimeoutMs, remainingMs - safetyMarginMs);
        return flush({ limitMs, isAwaited: extension === undefined, isLast: false });
      };
      const outOfTime = (): Promise<void> => flush({ limitMs: flushTimeoutMs, isAwaited: false, isLast: true });
      if (extension === undefined) {
        const remainingMs = (context: LambdaContext | undefined): number =>
          context?.getRemainingTimeInMillis?.() ?? Number.POSITIVE_INFINITY;
        return { beforeAnswer: (context) => flushWithin(remainingMs(context)), afterAnswer: () => {}, outOfTime };
      }
      flushOnSigterm(() => flush({ limitMs: lastFlushMs, isAwaited: true, isLast: true }));
      const invocations = createOpenInvocations();
      void runExtension(extension, invocations, (deadlineMs) => flushWithin(deadlineMs - Date.now()), reportOnce);
      return {
        beforeAnswer: async () => {},
        afterAnswer: (context) => invocations.ended(context?.awsRequestId ?? ''),
        outOfTime,
      };
    },
    giveUp() {
      const nothing = async (): Promise<void> => {};
      void registration?.then((extension) => {
        if (extension !== undefined) void runExtension(extension, { waitFor: nothing }, nothing, reportOnce);
      });
    },
  };
}

async function register(runtimeApi: string, reportOnce: ReportOnce): Promise<RegisteredExtension | undefined> {
  try {
    return await registerExtension(runtimeApi);
  } catch (error) {
    reportOnce('no extension could be registered: telemetry is flushed before each answer', error);
    return undefined;
  }
}
