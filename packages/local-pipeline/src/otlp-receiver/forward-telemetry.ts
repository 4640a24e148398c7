import type { TelemetryLog } from './telemetry-store.ts';

/** An accepted request, as it came. */
export interface AcceptedRequest {
  /** `/v1/traces` */
  readonly path: string;
  readonly contentType: string;
  readonly contentEncoding: string | undefined;
  readonly body: Buffer;
}

export interface TelemetryForwarding {
  forward(request: AcceptedRequest): void;
  /** Gives up on what is still being sent. */
  stop(): void;
}

const maxWaitMs = 10_000;

/** Sends accepted requests on to another OTLP/HTTP receiver, unchanged and once; what fails is counted with its reason. */
export function forwardTelemetryTo(baseUrl: string, log: TelemetryLog): TelemetryForwarding {
  const end = new AbortController();
  const forward = async (request: AcceptedRequest): Promise<void> => {
    const finish = log.begin();
    try {
      await post(new URL(request.path.slice(1), baseUrl.replace(/\/*$/, '/')), request, end.signal);
    } catch (error) {
      log.forwardFailed(reasonOf(error));
    }
    finish();
  };
  return { forward: (request) => void forward(request), stop: () => end.abort() };
}

async function post(
  url: URL,
  { contentType, contentEncoding, body }: AcceptedRequest,
  end: AbortSignal,
): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': contentType, ...(contentEncoding ? { 'content-encoding': contentEncoding } : {}) },
    body: new Uint8Array(body),
    signal: AbortSignal.any([end, AbortSignal.timeout(maxWaitMs)]),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${url} answered HTTP ${response.status}: ${answer.slice(0, 200)}`);
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
}
