import type { ReportOnce } from '@kinesis-otel/contract';
import type { ExtensionEvent, RegisteredExtension } from './extensions-api.ts';
import type { OpenInvocations } from './open-invocations.ts';

/**
 * Follows the sandbox's invocations: once the response is out it flushes, and only then asks for the next event, before which
 * Lambda does not freeze the environment. Ends where Lambda answers no more.
 */
export async function runExtension(
  extension: RegisteredExtension,
  invocations: Pick<OpenInvocations, 'waitFor'>,
  flush: (deadlineMs: number) => Promise<void>,
  reportOnce: ReportOnce,
): Promise<void> {
  for (let event = await nextEvent(extension, reportOnce); event; event = await nextEvent(extension, reportOnce)) {
    if (event.eventType !== 'INVOKE') continue;
    await invocations.waitFor(event.requestId);
    await responseIsOut();
    await flush(event.deadlineMs);
  }
}

async function nextEvent(extension: RegisteredExtension, reportOnce: ReportOnce): Promise<ExtensionEvent | undefined> {
  try {
    return await extension.next();
  } catch (error) {
    reportOnce("Lambda's Extensions API answers no more: telemetry is flushed when the environment ends", error);
    return undefined;
  }
}

/** The runtimes send a response in the first turn of the event loop after the handler has settled (seen in aws-lambda-ric 3.3 and 4.0). */
async function responseIsOut(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}
