import type { ClientRequest, IncomingMessage } from 'node:http';
import type { OtlpSettings } from '../settings/otlp-settings.ts';

/**
 * How a request ended.
 *
 * - `accepted`: the receiver has it.
 * - `refused`: it will never take it.
 * - `unreachable`: it may take it later.
 */
export interface PostOutcome {
  readonly outcome: 'accepted' | 'refused' | 'unreachable';
  /** For a log line; empty where it was accepted. */
  readonly reason: string;
}

/** How long a request may take, and whether somebody waits for it. */
export interface PostTime {
  readonly limitMs: number;
  /** Keeps the process alive meanwhile: an answer waits for it. */
  readonly isAwaited: boolean;
}

/** Sends a body in time. Never rejects. */
export type Post = (body: Uint8Array, time: PostTime) => Promise<PostOutcome>;

/** Answers after which the same request may be sent again (https://opentelemetry.io/docs/specs/otlp/#retryable-response-codes). */
const retryableStatus: readonly number[] = [429, 502, 503, 504];

const accepted: PostOutcome = { outcome: 'accepted', reason: '' };

/**
 * Makes a client of one OTLP/HTTP endpoint.
 *
 * Its deadline is one: the receiver's silence is not what is measured. A connection that the receiver closed while the
 * environment was frozen is found dead only by using it, so a request that fails on a reused one is sent once more. Unless
 * an answer waits for it, nothing here keeps the process alive: a handler that waits for an empty event loop does not wait
 * for telemetry.
 */
export function createPost(settings: OtlpSettings): Post {
  const request = lazily(() => createRequest(settings));
  return async (body, { limitMs, isAwaited }) => {
    if (limitMs <= 0) return { outcome: 'unreachable', reason: 'no time was left' };
    const payload = settings.isCompressed ? await compress(body) : body;
    return new Promise((resolve) => {
      let current: ClientRequest | undefined;
      let response: IncomingMessage | undefined;
      const timer = setTimeout(
        () => {
          settle(response === undefined ? unreachable('the deadline passed') : outcomeOf(response));
          current?.destroy();
        },
        Math.min(limitMs, settings.timeoutMs),
      );
      if (!isAwaited) timer.unref();
      const settle = (outcome: PostOutcome): void => {
        clearTimeout(timer);
        resolve(outcome);
      };
      const send = (mayRetry: boolean): void => {
        const sent = request()(payload);
        current = sent;
        if (!isAwaited) sent.on('socket', (socket) => socket.unref());
        sent.on('response', (answer) => {
          response = answer;
          answer.resume();
          answer.on('close', () => settle(outcomeOf(answer)));
        });
        sent.on('error', (error: NodeJS.ErrnoException) => {
          if (mayRetry && sent.reusedSocket && response === undefined) send(false);
          else settle(unreachable(error.code ?? error.message));
        });
      };
      try {
        send(true);
      } catch (error) {
        settle({ outcome: 'refused', reason: String(error) });
      }
    });
  };
}

function unreachable(reason: string): PostOutcome {
  return { outcome: 'unreachable', reason };
}

function outcomeOf({ statusCode = 0 }: IncomingMessage): PostOutcome {
  if (statusCode >= 200 && statusCode < 300) return accepted;
  return { outcome: retryableStatus.includes(statusCode) ? 'unreachable' : 'refused', reason: `HTTP ${statusCode}` };
}

type SendRequest = (payload: Uint8Array) => ClientRequest;

/** Node's modules are loaded when they are first needed: `node:https` alone costs more than all of the layer. */
function createRequest({ url, headers, encoding, isCompressed }: OtlpSettings): SendRequest {
  const isSecure = url.protocol === 'https:';
  const { Agent, request } = process.getBuiltinModule(isSecure ? 'node:https' : 'node:http');
  const options = {
    method: 'POST',
    agent: new Agent({ keepAlive: true, maxSockets: 4 }),
    headers: {
      ...headers,
      'content-type': encoding === 'http/json' ? 'application/json' : 'application/x-protobuf',
      ...(isCompressed ? { 'content-encoding': 'gzip' } : {}),
    },
  };
  return (payload) => {
    const sent = request(url, { ...options, headers: { ...options.headers, 'content-length': payload.length } });
    sent.end(payload);
    return sent;
  };
}

function compress(body: Uint8Array): Promise<Uint8Array> {
  const { gzip } = process.getBuiltinModule('node:zlib');
  return new Promise((resolve, reject) => {
    gzip(body, (error, zipped) => (error ? reject(error) : resolve(zipped)));
  });
}

function lazily<Value extends object>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
