import { createServer } from 'node:http';
import { closeServer } from '../close-server.ts';
import { listen } from '../listen.ts';
import { loopback } from '../loopback.ts';
import { type ExtensionsApi, extensionsApiPrefix } from './extensions-api.ts';
import { type RuntimeApi, runtimeApiPrefix } from './runtime-api.ts';
import { sendRefusal } from './send-json.ts';
import { type TelemetryApi, telemetryApiPath } from './telemetry-api.ts';

export interface SandboxServer {
  /** `127.0.0.1:<port>`, for AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  stop(): Promise<void>;
}

/** The APIs that are served to one sandbox. */
export interface SandboxApis {
  readonly runtime: RuntimeApi;
  readonly extensions: ExtensionsApi;
  readonly telemetry: TelemetryApi;
}

/** Serves all that a sandbox's processes ask of Lambda, at one address; no request has a time limit. */
export async function startSandboxServer({ runtime, extensions, telemetry }: SandboxApis): Promise<SandboxServer> {
  const server = createServer({ keepAliveTimeout: 0, requestTimeout: 0 }, (request, response) => {
    const url = request.url ?? '';
    if (url.startsWith(runtimeApiPrefix)) runtime.handle(url.slice(runtimeApiPrefix.length), request, response);
    else if (url.startsWith(extensionsApiPrefix)) {
      void extensions(url.slice(extensionsApiPrefix.length), request, response);
    } else if (url.replace(/\/$/, '') === telemetryApiPath) void telemetry(request, response);
    else sendRefusal(response, 404, 'InvalidPath', `There is no ${url}.`);
  });
  const stop = closeServer(server);
  const address = `${loopback}:${await listen(server, 'the Runtime API', 0)}`;
  return { address, stop };
}
