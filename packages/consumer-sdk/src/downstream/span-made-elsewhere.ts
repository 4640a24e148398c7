/** What of an AWS SDK v3 client tells who else looks at its calls. */
interface ObservableClient {
  readonly send?: { readonly __wrapped?: unknown };
  readonly middlewareStack?: { readonly resolve?: { readonly __wrapped?: unknown } };
}

/** The producer SDK's mark: its `send <stream>` span is this client's. */
const instrumentedKinesisClient = Symbol.for('kinesis-otel instrumented Kinesis client');

/**
 * True where another instrumentation makes a span of a client's calls, so that a second one would tell them twice.
 *
 * OpenTelemetry's for the AWS SDK wraps `send` of the client's class, or the client's middleware stack, and marks what it
 * wraps with `__wrapped`. It may come and go while the client lives, so this is looked up call by call.
 */
export function isSpanMadeElsewhere(client: object): boolean {
  if (instrumentedKinesisClient in client) return true;
  if ((client as ObservableClient).middlewareStack?.resolve?.__wrapped === true) return true;
  for (let each: object | null = Object.getPrototypeOf(client); each !== null; each = Object.getPrototypeOf(each)) {
    if (Object.hasOwn(each, 'send') && (each as ObservableClient).send?.__wrapped === true) return true;
  }
  return false;
}
