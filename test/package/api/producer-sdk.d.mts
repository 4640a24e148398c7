import { Context, MeterProvider, TextMapPropagator, TracerProvider } from "@opentelemetry/api";
/** What was wrong with an option. */
type OptionErrorCode = "UNKNOWN_OPTION" | "INVALID_OPTION";
/** Thrown while something is being set up, and never after: names the option, the value received and the cure. */
declare class KinesisOtelOptionError extends Error {
  override readonly name = "KinesisOtelOptionError";
  readonly code: OptionErrorCode;
  /** The option's name, as the caller wrote it. */
  readonly option: string;
  /** The value the caller gave. */
  readonly received: unknown;
  constructor(code: OptionErrorCode, option: string, received: unknown, cure: string);
}
/** True for an option error of any copy of this library in the process. */
declare function isKinesisOtelOptionError(value: unknown): value is KinesisOtelOptionError;
/**
 * Gives a record the context that is active now, for a put that comes later or carries many records.
 *
 * Returns a copy. What is bound survives `{ ...record }`, and neither `JSON.stringify` nor the AWS SDK sees it. Without a
 * valid span context the copy carries nothing, and the record gets the send span's context.
 *
 * @example
 * const entry = bindTraceContext({ Data: bytes, PartitionKey: order.id });
 */
declare function bindTraceContext<Record extends object>(record: Record, boundContext?: Context): Record;
/** How to instrument a Kinesis client. Everything has a default; a wrong value throws at once. */
interface ProducerOptions {
  /**
   * The `Pipeline` dimension of every metric.
   * @defaultValue `KINESIS_OTEL_PIPELINE`, else the name of the stream the records go to
   */
  readonly pipeline?: string;
  /**
   * The `Environment` dimension of every metric.
   * @defaultValue `KINESIS_OTEL_ENVIRONMENT`, else `deployment.environment.name` of `OTEL_RESOURCE_ATTRIBUTES`, else `Production`
   */
  readonly environment?: string;
  /**
   * Keys of OpenTelemetry baggage that travel with a record. What is not named stays behind: a stream keeps what is put
   * into it for hours or days.
   * @defaultValue none
   */
  readonly baggageKeys?: readonly string[];
  /**
   * Another propagator whose fields travel beside the W3C ones, which are always written.
   * @defaultValue none
   */
  readonly propagator?: TextMapPropagator;
  /** Where spans go. @defaultValue the global tracer provider */
  readonly tracerProvider?: TracerProvider;
  /** Where metrics go. @defaultValue the global meter provider */
  readonly meterProvider?: MeterProvider;
}
/** Any AWS SDK v3 Kinesis client. Structural, so that clients of two copies of the AWS SDK both fit. */
interface KinesisClientLike {
  send(command: never, ...rest: never[]): unknown;
}
/**
 * Puts trace context into every record this client sends, makes a `send <stream>` span for every put, and measures it.
 *
 * Changes the client and returns it; wrapping a wrapped one changes nothing. What records say is not changed, nor is
 * any object of the caller's, nor what `send` returns or throws.
 *
 * @throws KinesisOtelOptionError for an unknown or wrong option, or a client without `send`
 * @example
 * const kinesis = instrumentKinesisClient(new KinesisClient({}));
 */
declare function instrumentKinesisClient<Client extends KinesisClientLike>(client: Client, options?: ProducerOptions): Client;
export { type KinesisClientLike, KinesisOtelOptionError, type OptionErrorCode, type ProducerOptions, bindTraceContext, instrumentKinesisClient, isKinesisOtelOptionError };