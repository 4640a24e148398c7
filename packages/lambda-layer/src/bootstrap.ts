import { createReportOnce } from '@kinesis-otel/contract';
import type { InstrumentSend } from './aws-clients/instrument-send.ts';
import { patchClients } from './aws-clients/patch-clients.ts';
import { watchRequests } from './aws-clients/watch-requests.ts';
import { type FlushHooks, startExtension } from './extension/start-extension.ts';
import { createLayerRun } from './invocation/run-invocation.ts';
import { wrapHandler } from './invocation/wrap-handler.ts';
import { lazyParts } from './lazy-parts.ts';
import type { UserHandler } from './loading/find-handler.ts';
import { isCallbackRuntime } from './loading/load-handler.ts';
import { readLayerSettings } from './settings/layer-settings.ts';
import { createLog } from './telemetry/log.ts';
import { createSdk } from './telemetry/sdk.ts';

/** The layer, started: it sees what the function loads, and waits for its handler. */
export interface Layer {
  readonly instrument: (handler: UserHandler) => Promise<UserHandler>;
}

export { loadHandler } from './loading/load-handler.ts';

/** Starts what has to be there before the function's code is loaded. */
export function startLayer(variables: NodeJS.ProcessEnv = process.env): Layer {
  const settings = readLayerSettings(variables);
  const log = createLog(settings.logLevel);
  for (const problem of settings.problems) log.warn(problem);
  const reportOnce = createReportOnce((message, ...causes) => log.warn(message, ...causes));
  const extension = startExtension(variables, reportOnce);
  const sdk = createSdk(settings, variables, log, reportOnce, lazyParts);
  let instrumentSend: () => InstrumentSend | undefined = () => undefined;
  patchClients(() => instrumentSend(), reportOnce);
  watchRequests(() => instrumentSend(), reportOnce);
  return {
    async instrument(handler) {
      // The connection to Lambda is there by now: the registration goes out, and is answered while the rest is made.
      await new Promise((resolve) => setImmediate(resolve));
      const providers = sdk.choose();
      const { tracerProvider, meterProvider } = providers;
      const { stampStreams } = settings;
      instrumentSend = once(() =>
        lazyParts.awsClients().createInstrumentSend({
          tracerProvider,
          meterProvider,
          stampStreams,
          reportOnce,
          loadStamping: lazyParts.stamping,
        }),
      );
      let hooks: FlushHooks | undefined;
      const outOfTime = async (): Promise<void> => hooks?.outOfTime();
      const run = createLayerRun({ ...providers, outOfTime, flushTimeoutMs: settings.flushTimeoutMs });
      hooks = await extension.follow(providers, settings);
      return wrapHandler(handler, { run, ...hooks }, isCallbackRuntime(variables) ? lazyParts.callbacks : undefined);
    },
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
