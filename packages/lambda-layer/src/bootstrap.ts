import { createReportOnce, type ReportOnce } from '@kinesis-otel/contract';
import type { DiagLogger } from '@opentelemetry/api';
import type { InstrumentSend } from './aws-clients/instrument-send.ts';
import { patchClients } from './aws-clients/patch-clients.ts';
import { watchRequests } from './aws-clients/watch-requests.ts';
import { type FlushHooks, type StartedExtension, startExtension } from './extension/start-extension.ts';
import { createLayerRun } from './invocation/run-invocation.ts';
import { wrapHandler } from './invocation/wrap-handler.ts';
import { lazyParts } from './lazy-parts.ts';
import type { UserHandler } from './loading/find-handler.ts';
import { isCallbackRuntime } from './loading/load-handler.ts';
import { type LayerSettings, readLayerSettings } from './settings/layer-settings.ts';
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
  try {
    const instrument = startInstrumenting({ settings, variables, log, reportOnce, extension });
    return {
      async instrument(handler) {
        try {
          return await instrument(handler);
        } catch (error) {
          extension.giveUp();
          throw error;
        }
      },
    };
  } catch (error) {
    extension.giveUp();
    throw error;
  }
}

interface LayerParts {
  readonly settings: LayerSettings;
  readonly variables: NodeJS.ProcessEnv;
  readonly log: DiagLogger;
  readonly reportOnce: ReportOnce;
  readonly extension: StartedExtension;
}

function startInstrumenting({ settings, variables, log, reportOnce, extension }: LayerParts): Layer['instrument'] {
  const sdk = createSdk(settings, variables, log, reportOnce, lazyParts);
  let instrumentSend: () => InstrumentSend | undefined = () => undefined;
  patchClients(() => instrumentSend(), reportOnce);
  watchRequests(() => instrumentSend(), reportOnce);
  return async (handler) => {
    // The connection to Lambda is there by now: the registration goes out, and is answered while the rest is made.
    await new Promise((resolve) => setImmediate(resolve));
    const providers = sdk.choose();
    const { tracerProvider, meterProvider } = providers;
    const { stampStreams, flushTimeoutMs } = settings;
    const { awsClients, callbacks, stamping } = lazyParts;
    const sendParts = { tracerProvider, meterProvider, stampStreams, reportOnce, loadStamping: stamping };
    instrumentSend = once(() => awsClients().createInstrumentSend(sendParts));
    let hooks: FlushHooks | undefined;
    const outOfTime = async (): Promise<void> => hooks?.outOfTime();
    const run = createLayerRun({ ...providers, outOfTime, flushTimeoutMs });
    const beforeAnswer: FlushHooks['beforeAnswer'] = async (lambdaContext) => hooks?.beforeAnswer(lambdaContext);
    const afterAnswer: FlushHooks['afterAnswer'] = (lambdaContext) => hooks?.afterAnswer(lambdaContext);
    const parts = { run, beforeAnswer, afterAnswer };
    const wrapped = wrapHandler(handler, parts, isCallbackRuntime(variables) ? callbacks : undefined);
    // Last: once the sandbox is followed every invocation has to be told of.
    hooks = await extension.follow(providers, settings);
    return wrapped;
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
