import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { sendJson } from './send-json.ts';

export type ExtensionEvent = 'INVOKE' | 'SHUTDOWN';

/** An extension that has registered. */
export interface Extension {
  readonly id: string;
  readonly name: string;
  /** True for a process of its own, false for one that lives in the runtime's. */
  readonly isExternal: boolean;
  readonly events: readonly ExtensionEvent[];
  /** True while it has asked for its next event and has got none. */
  readonly isReady: boolean;
  /** Takes the request by which it asks for its next event. */
  ask(response: ServerResponse): void;
  /** Hands over an event, at once or when it asks. */
  give(event: object): void;
}

export function createExtension(name: string, isExternal: boolean, events: readonly ExtensionEvent[]): Extension {
  let asking: ServerResponse | undefined;
  let pending: object | undefined;
  const handOver = (): void => {
    if (asking === undefined || pending === undefined) return;
    sendJson(asking, 200, pending, { 'lambda-extension-event-identifier': randomUUID() });
    asking = undefined;
    pending = undefined;
  };
  return {
    id: randomUUID(),
    name,
    isExternal,
    events,
    get isReady() {
      return asking !== undefined;
    },
    ask: (response) => {
      asking = response;
      handOver();
    },
    give: (event) => {
      pending = event;
      handOver();
    },
  };
}
