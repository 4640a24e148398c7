import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closeServer } from '../close-server.ts';
import { listen } from '../listen.ts';
import { type Answer, answerRequest } from './answer-request.ts';
import { forwardTelemetryTo, type TelemetryForwarding } from './forward-telemetry.ts';
import type { TelemetryLog } from './telemetry-store.ts';

export interface OtlpReceiver {
  readonly port: number;
  stop(): Promise<void>;
}

/** An OTLP/HTTP receiver (https://opentelemetry.io/docs/specs/otlp/#otlphttp): keeps what it accepts, and passes it on where asked to. */
export async function startOtlpReceiver(
  port: number,
  log: TelemetryLog,
  forwardTo: string | undefined,
): Promise<OtlpReceiver> {
  const forwarding = forwardTo === undefined ? undefined : forwardTelemetryTo(forwardTo, log);
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    void handle(request, response, log, forwarding);
  });
  const close = closeServer(server);
  const stop = async (): Promise<void> => {
    forwarding?.stop();
    await close();
  };
  return { port: await listen(server, 'ports.otlp', port), stop };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  log: TelemetryLog,
  forwarding: TelemetryForwarding | undefined,
): Promise<void> {
  const finish = log.begin();
  const answer = await answerRequest(request, log);
  if (answer) send(response, answer, log, forwarding);
  finish();
}

function send(
  response: ServerResponse,
  { statusCode, contentType, body, accepted }: Answer,
  log: TelemetryLog,
  forwarding: TelemetryForwarding | undefined,
): void {
  response.writeHead(statusCode, { 'content-type': contentType, 'content-length': body.length }).end(body);
  if (accepted === undefined) {
    log.rejected();
    return;
  }
  log.accepted(accepted.body.length);
  forwarding?.forward(accepted);
}
