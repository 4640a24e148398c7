import { failure, type InvokeResult } from '../../lambda/invoke-result.ts';
import type { WindowState } from './window-event.ts';

/** Bytes a state may have, as JSON: 1 MB. A larger one ends its window early. */
export const maxStateBytes: number = 1024 * 1024;

/** A response without state is a failed invocation. */
export function requireState(result: InvokeResult): InvokeResult {
  if (!result.ok || stateOf(result) !== undefined) return result;
  return failure('MissingState', 'The response has no `state`, which a tumbling window requires.');
}

/** The state a response carries; undefined where it has none. */
export function stateOf(result: InvokeResult): WindowState | undefined {
  const payload = result.ok ? result.payload : undefined;
  const { state } = Object(payload) as { readonly state?: unknown };
  return typeof state === 'object' && state !== null ? state : undefined;
}

export function isStateTooLarge(state: WindowState): boolean {
  return Buffer.byteLength(JSON.stringify(state)) > maxStateBytes;
}
