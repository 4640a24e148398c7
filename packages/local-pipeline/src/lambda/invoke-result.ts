import type { ProcessEnd } from './sandbox-process.ts';

/** What a synchronous invocation gives back. */
export type InvokeResult = InvokeSuccess | InvokeFailure;

export interface InvokeSuccess {
  readonly ok: true;
  /** What the handler returned, as it came through JSON. */
  readonly payload: unknown;
}

/** A function error. `errorType` is the thrown error's name, or Lambda's own where the sandbox failed. */
export interface InvokeFailure {
  readonly ok: false;
  readonly errorType: string;
  readonly errorMessage: string;
}

/** Bytes of a synchronous request or response at most: 6 MB and a little (Lambda quotas, "Invocation payload"). */
export const maxPayloadBytes = 6_291_556;

export function failure(errorType: string, errorMessage: string): InvokeFailure {
  return { ok: false, errorType, errorMessage };
}

/** The error body of the Runtime API, as a result; a body that is no JSON object is the message. */
export function failureFromBody(body: string): InvokeFailure {
  const { errorType, errorMessage } = readJsonObject(body);
  return failure(String(errorType ?? 'Runtime.Unknown'), String(errorMessage ?? body));
}

/**
 * The answer of the Runtime API, as a result. A handler that streams may write anything: what is no JSON is a failure, as a
 * mapping takes it (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html, "invalid JSON response");
 * AWS gives that one no name, so it is ours.
 */
export function resultFromBody(body: string): InvokeResult {
  const size = Buffer.byteLength(body);
  if (size > maxPayloadBytes) {
    return failure(
      'Function.ResponseSizeTooLarge',
      `Response payload size (${size} bytes) exceeded maximum allowed payload size (${maxPayloadBytes} bytes).`,
    );
  }
  try {
    return { ok: true, payload: body === '' ? null : JSON.parse(body) };
  } catch (error) {
    return failure('Function.InvalidResponse', `The response is not JSON: ${(error as Error).message}`);
  }
}

export function timedOut(requestId: string, timeoutMs: number): InvokeFailure {
  const seconds = (timeoutMs / 1000).toFixed(2);
  return failure('Sandbox.Timedout', `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`);
}

/** The process of the runtime has ended; the words are those of AWS's supervisor, which names signals as Go does. */
export function exited(requestId: string, end: ProcessEnd): InvokeFailure {
  const hasNoReason = end.code === 0 && end.signal === null;
  const message = hasNoReason
    ? 'Runtime exited without providing a reason'
    : `Runtime exited with error: ${howEnded(end)}`;
  return failure('Runtime.ExitError', `RequestId: ${requestId} Error: ${message}`);
}

/** The process of an extension has ended, which ends the sandbox. */
export function extensionCrashed(requestId: string, end: ProcessEnd): InvokeFailure {
  return failure('Extension.Crash', `RequestId: ${requestId} Error: ${howEnded(end)}`);
}

/** An extension has reported an error by which it gives up, which ends the sandbox. */
export function extensionFailed(
  requestId: string,
  name: string,
  phase: 'init' | 'exit',
  errorType: string,
): InvokeFailure {
  const type = phase === 'init' ? 'Extension.InitError' : 'Extension.ExitError';
  return failure(type, `RequestId: ${requestId} Error: extension ${name} gave up: ${errorType}`);
}

const signalWords: Readonly<Partial<Record<NodeJS.Signals, string>>> = {
  SIGABRT: 'aborted',
  SIGBUS: 'bus error',
  SIGFPE: 'floating point exception',
  SIGHUP: 'hangup',
  SIGILL: 'illegal instruction',
  SIGINT: 'interrupt',
  SIGKILL: 'killed',
  SIGQUIT: 'quit',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
  SIGTRAP: 'trace/breakpoint trap',
};

function howEnded({ code, signal }: ProcessEnd): string {
  return signal === null ? `exit status ${code}` : `signal: ${signalWords[signal] ?? signal}`;
}

function readJsonObject(body: string): { readonly errorType?: unknown; readonly errorMessage?: unknown } {
  try {
    return Object(JSON.parse(body));
  } catch {
    return {};
  }
}
