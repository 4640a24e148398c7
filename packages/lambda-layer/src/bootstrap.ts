import { createReportOnce } from '@kinesis-otel/contract';
import { createInstrumentSend, type InstrumentSend } from './aws-clients/instrument-send.ts';
import { patchClients } from './aws-clients/patch-clients.ts';
import { watchRequests } from './aws-clients/watch-requests.ts';
import { startExtension } from './extension/start-extension.ts';
import { createLayerRun } from './invocation/run-invocation.ts';
import { wrapHandler } from './invocation/wrap-handler.ts';
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
  const sdk = createSdk(settings, variables, log, reportOnce, () => require('./serializers.cjs'));
  let instrumentSend: InstrumentSend | undefined;
  patchClients(() => instrumentSend, reportOnce);
  watchRequests(() => instrumentSend, reportOnce);
  return {
    async instrument(handler) {
      const providers = sdk.choose();
      const { tracerProvider, meterProvider } = providers;
      instrumentSend = createInstrumentSend({
        tracerProvider,
        meterProvider,
        stampStreams: settings.stampStreams,
        reportOnce,
        loadStamping: () => require('./stamping.cjs'),
      });
      const hooks = await extension.follow(providers, settings);
      const run = createLayerRun(providers);
      return wrapHandler(handler, isCallbackRuntime(variables), { run, ...hooks });
    },
  };
}
