/** A client's `send`, as it is called: with a command, and what the client takes beside it. */
export type Send = (this: unknown, command: unknown, ...rest: unknown[]) => unknown;

/** A client's `send` as it is before it is wrapped: its own stays, its class's is looked up at each call, as it may be instrumented later. */
export function sendOf(client: object): Send {
  if (Object.hasOwn(client, 'send')) return (client as { readonly send: Send }).send;
  const prototype = Object.getPrototypeOf(client) as { readonly send: Send };
  return function sendOfClass(...parameters) {
    return Reflect.apply(prototype.send, this, parameters);
  };
}
