import {
  KinesisOtelOptionError,
  observeCall,
  rejectUnknownOptions,
  rememberLast,
  type Send,
  sendOf,
  withoutThrowing,
} from '@kinesis-otel/contract';
import { type ConsumerDimensions, consumerDimensions } from '../consumer-dimensions.ts';
import { readConsumerSettings } from '../env.ts';
import { globalApi } from '../global-api.ts';
import { getInvocation } from '../invocation-on-context.ts';
import { type ConsumerOptions, checkConsumerOptions } from '../options.ts';
import { openConsumerTelemetry } from '../telemetry.ts';
import { type ObserveWrite, observeDocumentWrites, sendMeasured } from './document-writes.ts';
import { setMeasuredBy } from './measured-by.ts';
import { startWrite } from './observe-write.ts';
import { partialFailure } from './partial-failure.ts';
import { isSpanMadeElsewhere } from './span-made-elsewhere.ts';
import { readWriteOperation } from './write-operation.ts';
import { startAwsWriteSpan } from './write-span.ts';

/** Any AWS SDK v3 client. Structural, so that clients of two copies of the AWS SDK both fit. */
export interface DownstreamClientLike {
  send(command: never, ...rest: never[]): unknown;
}

/** Options of a downstream client. */
export type DownstreamOptions = Pick<ConsumerOptions, 'pipeline' | 'environment' | 'tracerProvider' | 'meterProvider'>;

const known: readonly (keyof DownstreamOptions)[] = ['pipeline', 'environment', 'tracerProvider', 'meterProvider'];

/** Marks a client whose `send` is wrapped, for every copy of this library in the process. */
const instrumented = Symbol.for('kinesis-otel instrumented downstream client');

/**
 * Measures the writes of an AWS SDK v3 client, and makes a CLIENT span for each inside the record it belongs to.
 *
 * Known are the writes of DynamoDB (its document client too), S3, Kinesis, Firehose, SQS, SNS, EventBridge, Step
 * Functions, Timestream and Lambda; every other command passes untouched. An answer that left something undone counts as
 * a failure. A DynamoDB client's document clients are measured with it, made before or after, and each write once where
 * both are wrapped. Where OpenTelemetry's instrumentation of the AWS SDK, or `instrumentKinesisClient`, makes the span
 * already, this only measures. Providers that are not given are those of the handler it is called in, which may be the
 * layer's, and outside of one the global ones. Changes the client and returns it; wrapping a wrapped one changes nothing.
 *
 * @throws KinesisOtelOptionError for an unknown or wrong option, or a client without `send`
 * @example
 * const dynamodb = instrumentDownstreamClient(new DynamoDBClient({}));
 */
export function instrumentDownstreamClient<Client extends DownstreamClientLike>(
  client: Client,
  options: DownstreamOptions = {},
): Client {
  rejectUnknownOptions(options, known);
  checkConsumerOptions(options);
  if (typeof client?.send !== 'function') {
    throw new KinesisOtelOptionError('INVALID_OPTION', 'client', client, 'Pass an AWS SDK v3 client.');
  }
  if (instrumented in client) return client;
  Object.defineProperty(client, instrumented, { value: true });
  const observe = createObserve(client, options);
  const value = observedSend(sendOf(client), observe);
  Object.defineProperty(client, 'send', { value, writable: true, configurable: true });
  if (serviceIdOf(client) === 'DynamoDB') observeDocumentWrites(client, observe);
  return client;
}

function createObserve(client: DownstreamClientLike, options: DownstreamOptions): ObserveWrite {
  const serviceId = serviceIdOf(client);
  const own = openConsumerTelemetry(options);
  const ofHandler = rememberLast((providers: object) => openConsumerTelemetry({ ...providers, ...options }));
  const outside = outsideOfInvocations(options);
  return (command) =>
    withoutThrowing(own.reportOnce, 'a write was not measured', undefined, () => {
      const write = readWriteOperation(command, serviceId);
      if (write === undefined) return undefined;
      const { dimensions = outside, providers } = getInvocation(globalApi.activeContext()) ?? {};
      const telemetry = providers === undefined ? own : ofHandler(providers);
      const startSpan = isSpanMadeElsewhere(client) ? undefined : () => startAwsWriteSpan(telemetry.tracer, write);
      const input = { target: write.target, dimensions, startSpan, failureIn: partialFailure };
      const observed = startWrite(input, telemetry);
      return { ...observed, context: setMeasuredBy(observed.context, telemetry.meterProvider()) };
    });
}

function observedSend(send: Send, observe: ObserveWrite): Send {
  return function sendObserved(this: unknown, command, ...rest) {
    const observed = observe(command);
    if (observed === undefined) return Reflect.apply(send, this, [command, ...rest]);
    const write = (...told: readonly unknown[]) =>
      sendMeasured(command, () => Reflect.apply(send, this, [command, ...told]));
    return observeCall(globalApi, observed, write, rest);
  };
}

function serviceIdOf(client: object): string | undefined {
  const { serviceId } = Object((client as { readonly config?: unknown }).config) as { readonly serviceId?: unknown };
  return typeof serviceId === 'string' ? serviceId : undefined;
}

/** The dimensions of a write that no invocation of a Kinesis handler causes. */
export function outsideOfInvocations(options: Pick<ConsumerOptions, 'pipeline' | 'environment'>): ConsumerDimensions {
  return consumerDimensions('unknown', readConsumerSettings(options));
}
