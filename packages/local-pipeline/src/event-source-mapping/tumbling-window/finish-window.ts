import type { Clock } from '../../clock.ts';
import type { LocalFunction } from '../../lambda/local-function.ts';
import type { StreamLedger } from '../../ledger/stream-ledger.ts';
import { backoffMs } from '../backoff.ts';
import { isRefused } from '../invoke-refusal.ts';
import type { WindowEvent } from './window-event.ts';
import { requireState } from './window-response.ts';

/** Who gets a window's final invocation. */
export interface FinalInvocation {
  readonly target: Pick<LocalFunction, 'invoke'>;
  readonly page: StreamLedger;
  readonly clock: Clock;
}

/** Invokes the function with a window's final event until it succeeds: the shard waits for that, whatever its retry limits. */
export async function finishWindow(
  event: WindowEvent,
  { target, page, clock }: FinalInvocation,
  signal: AbortSignal,
): Promise<void> {
  for (let failures = 1; !signal.aborted; failures++) {
    const answer = await target.invoke(event);
    if (isRefused(answer)) page.throttled();
    else {
      const result = requireState(answer);
      page.invoked(result.ok);
      if (result.ok) return;
    }
    await clock.pause(backoffMs(failures), signal);
  }
}
