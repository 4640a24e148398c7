import type { Send } from '@kinesis-otel/contract';
import { isInstrumented } from '../instrument-kinesis-client.ts';
import type { ProducerParts } from '../producer-parts.ts';
import { sendStamped } from '../stamped-send.ts';
import type { KinesisClientClass } from './kinesis-client-class.ts';

/** What a client's puts share; `send` asks AWS a question of ours. Undefined: the client's puts are left alone. Never throws. */
export type PartsOfClient = (client: object, send: (command: object) => unknown) => ProducerParts | undefined;

/**
 * Gives the class a `send` of its own, which sees to the puts of all its clients but those that were wrapped themselves.
 * Returns the way back.
 *
 * What the class inherits stays as it is, and is looked up at each call: others patch there, before us or after.
 */
export function patchClientClass({ prototype }: KinesisClientClass, partsOf: PartsOfClient): () => void {
  const before = Object.getOwnPropertyDescriptor(prototype, 'send');
  const nextSend = (): Send => (before === undefined ? Object.getPrototypeOf(prototype).send : before.value);
  let isActive = true;
  function sendOfClass(this: object, ...all: unknown[]): unknown {
    const send = nextSend();
    const ask = (command: object) => Reflect.apply(send, this, [command]);
    const parts = isActive && !isInstrumented(this) ? partsOf(this, ask) : undefined;
    return parts === undefined ? Reflect.apply(send, this, all) : sendStamped(send, this, all, parts);
  }
  Object.defineProperty(prototype, 'send', { value: sendOfClass, writable: true, configurable: true });
  return () => {
    isActive = false;
    // A `send` that somebody put in its place since is theirs.
    if ((prototype.send as unknown) !== sendOfClass) return;
    if (before === undefined) Reflect.deleteProperty(prototype, 'send');
    else Object.defineProperty(prototype, 'send', before);
  };
}
