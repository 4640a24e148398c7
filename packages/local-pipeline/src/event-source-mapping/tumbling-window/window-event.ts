import { plainEvent } from '../attempt-batch.ts';
import type { GatheredRecord } from '../gathered-record.ts';
import type { LambdaRecord } from '../lambda-event.ts';
import type { TimeWindow } from './time-window.ts';

/** What the function returned for a window last; an empty object at first. */
export type WindowState = object;

/** An event of a mapping with windows (https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-windows.html). */
export interface WindowEvent {
  readonly Records: readonly LambdaRecord[];
  readonly window: { readonly start: string; readonly end: string };
  readonly state: WindowState;
  readonly shardId: string;
  readonly eventSourceARN: string;
  readonly isFinalInvokeForWindow: boolean;
  readonly isWindowTerminatedEarly: boolean;
}

/** Which shard's windows these are. */
export interface WindowSource {
  readonly shardId: string;
  readonly streamArn: string;
}

/** An open window and what it has come to. */
export interface OpenWindow {
  readonly window: TimeWindow;
  readonly state: WindowState;
}

export function windowEvent(
  records: readonly GatheredRecord[],
  { window, state }: OpenWindow,
  { shardId, streamArn }: WindowSource,
  end: { readonly isFinal: boolean; readonly isEarly: boolean },
): WindowEvent {
  return {
    Records: plainEvent(records).Records,
    window: { start: isoTime(window.startMs), end: isoTime(window.endMs) },
    state,
    shardId,
    eventSourceARN: streamArn,
    isFinalInvokeForWindow: end.isFinal,
    isWindowTerminatedEarly: end.isEarly,
  };
}

/** Lambda writes whole seconds; a scaled clock can have others. */
function isoTime(instantMs: number): string {
  return new Date(Math.round(instantMs)).toISOString().replace('.000Z', 'Z');
}
