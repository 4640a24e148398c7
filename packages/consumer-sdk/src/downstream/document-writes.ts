import { commandsUnderWay, type ObservedCall, observeCall } from '@kinesis-otel/contract';
import { globalApi } from '../global-api.ts';

/** Begins to observe the write that a command is; undefined for a command that is none. */
export type ObserveWrite = (command: unknown) => ObservedCall | undefined;

/** What of an AWS SDK v3 client leads to the document clients made from it. */
interface StackedClient {
  readonly config?: object;
  /** Of a client of a service, and of no document client. */
  readonly initConfig?: unknown;
  readonly middlewareStack?: { readonly add?: (middleware: Middleware, options: object) => void };
}

type Handle = (args: unknown) => Promise<{ readonly output?: unknown }>;
type Middleware = (
  next: Handle,
  context: { readonly __smithy_context?: { readonly commandInstance?: unknown } },
) => Handle;

/** Writes that a wrapped `send` is measuring, by whichever copy of this library. */
const measured = commandsUnderWay('kinesis-otel writes under way');

/** Calls `send` with a command whose write is measured already. */
export function sendMeasured<Result>(command: unknown, send: () => Result): Result {
  return measured.during([command, (command as { readonly clientCommand?: unknown } | null)?.clientCommand], send);
}

/**
 * Measures what is written by document clients made from a client, before it was wrapped or after: they send through its
 * middleware stack, and not through its `send`. One that is wrapped itself measures its own writes.
 */
export function observeDocumentWrites(client: object, observe: ObserveWrite): void {
  const { middlewareStack, initConfig, config = {} } = client as StackedClient;
  const isDocumentClient = 'translateConfig' in config && initConfig === undefined;
  if (typeof middlewareStack?.add !== 'function' || isDocumentClient) return;
  const middleware: Middleware = (next, { __smithy_context: { commandInstance: command } = {} }) => {
    // The SDK asks while `send` has not returned yet.
    if (measured.has(command) || !isOfDocumentClient(command)) return next;
    return (args) => {
      const observed = observe(command);
      if (observed === undefined) return next(args);
      const succeeded = (result: unknown) => observed.succeeded((result as { readonly output?: unknown }).output);
      return observeCall(globalApi, { ...observed, succeeded }, () => next(args), []) as ReturnType<Handle>;
    };
  };
  middlewareStack.add(middleware, {
    step: 'initialize',
    priority: 'high',
    name: 'kinesisOtelDocumentWrites',
    override: true,
  });
}

interface RemovableStack {
  readonly clone?: () => { readonly remove: (middleware: string) => boolean };
}

/** Such a command has the client's own, which it has given a middleware that makes attribute values of what it was given. */
function isOfDocumentClient(command: unknown): boolean {
  const { middlewareStack } = Object(command) as { readonly middlewareStack?: RemovableStack };
  // A stack lists none of its relative middlewares before it is joined to the client's; only a removal tells.
  return middlewareStack?.clone?.().remove('DocumentMarshall') === true;
}
