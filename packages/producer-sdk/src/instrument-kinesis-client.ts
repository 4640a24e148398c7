import { KinesisOtelOptionError, sendOf } from '@kinesis-otel/contract';
import { checkProducerOptions, type ProducerOptions } from './options.ts';
import { createProducerParts } from './producer-parts.ts';
import { sendStamped } from './stamped-send.ts';

/** Any AWS SDK v3 Kinesis client. Structural, so that clients of two copies of the AWS SDK both fit. */
export interface KinesisClientLike {
  send(command: never, ...rest: never[]): unknown;
}

/** What a wrapped client has under `mark`, for every copy of this library in the process. */
interface Instrumentation {
  /** Of this mark; a later one that works in another way has another number. */
  readonly version: 1;
  /** Gives the client back the `send` it had. */
  readonly undo: () => void;
}

const mark = Symbol.for('kinesis-otel instrumented Kinesis client');

/**
 * Puts trace context into every record this client sends, makes a `send <stream>` span for every put, and measures it.
 *
 * Changes the client and returns it; wrapping a wrapped one changes nothing. What records say is not changed, nor is
 * any object of the caller's, nor what `send` returns or throws.
 *
 * @throws KinesisOtelOptionError for an unknown or wrong option, a variable with a value it cannot have, or a client without `send`
 * @example
 * const kinesis = instrumentKinesisClient(new KinesisClient({}));
 */
export function instrumentKinesisClient<Client extends KinesisClientLike>(
  client: Client,
  options: ProducerOptions = {},
): Client {
  checkProducerOptions(options);
  checkClient(client);
  if (isInstrumented(client)) return client;
  checkExtensible(client);
  const before = Object.getOwnPropertyDescriptor(client, 'send');
  const send = sendOf(client);
  const parts = createProducerParts(options, (command) => Reflect.apply(send, client, [command]));
  let isUndone = false;
  function instrumentedSend(this: unknown, ...all: unknown[]): unknown {
    return isUndone ? Reflect.apply(send, this, all) : sendStamped(send, this, all, parts);
  }
  Object.defineProperty(client, 'send', { value: instrumentedSend, writable: true, configurable: true });
  const instrumentation: Instrumentation = {
    version: 1,
    undo() {
      isUndone = true;
      // A `send` that somebody put in its place since is theirs, and may still call ours.
      if ((client.send as unknown) !== instrumentedSend) return;
      if (before === undefined) Reflect.deleteProperty(client, 'send');
      else Object.defineProperty(client, 'send', before);
    },
  };
  Object.defineProperty(client, mark, { value: instrumentation, configurable: true });
  return client;
}

/**
 * Gives a client back as it was before `instrumentKinesisClient`, of whichever copy of this library, and returns it. One
 * that was not wrapped stays as it is. Puts under way end as they began.
 *
 * @throws KinesisOtelOptionError for a client without `send`
 */
export function uninstrumentKinesisClient<Client extends KinesisClientLike>(client: Client): Client {
  checkClient(client);
  (client as { [mark]?: Instrumentation })[mark]?.undo();
  Reflect.deleteProperty(client, mark);
  return client;
}

/** Whether any copy of this library wrapped the client. */
export function isInstrumented(client: object): boolean {
  return mark in client;
}

function checkExtensible(client: object): void {
  if (Object.isExtensible(client)) return;
  const cure = 'It is frozen or sealed, so its `send` cannot be wrapped: wrap it first, and freeze it then.';
  throw new KinesisOtelOptionError('INVALID_OPTION', 'client', client, cure);
}

function checkClient(client: KinesisClientLike): void {
  if (typeof client?.send !== 'function') {
    throw new KinesisOtelOptionError('INVALID_OPTION', 'client', client, 'Pass an AWS SDK v3 Kinesis client.');
  }
}
