import { attributeNames, KinesisOtelOptionError, rejectUnknownOptions, withoutThrowing } from '@kinesis-otel/contract';
import { context, type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import { readConsumerSettings } from '../env.ts';
import { type ConsumerDimensions, getInvocation } from '../invocation-on-context.ts';
import { type ConsumerOptions, checkConsumerOptions } from '../options.ts';
import { type ConsumerTelemetry, openConsumerTelemetry } from '../telemetry.ts';
import { partialFailure } from './partial-failure.ts';
import { readWriteOperation, type WriteOperation } from './write-operation.ts';

/** Any AWS SDK v3 client. Structural, so that clients of two copies of the AWS SDK both fit. */
export interface DownstreamClientLike {
  send(command: never, ...rest: never[]): unknown;
}

/** Options of a downstream client. */
export type DownstreamOptions = Pick<ConsumerOptions, 'pipeline' | 'environment' | 'tracerProvider' | 'meterProvider'>;

const known: readonly (keyof DownstreamOptions)[] = ['pipeline', 'environment', 'tracerProvider', 'meterProvider'];

type Send = (this: unknown, command: unknown, ...rest: unknown[]) => unknown;

/** Marks a client whose `send` is wrapped, for every copy of this library in the process. */
const instrumented = Symbol.for('kinesis-otel instrumented downstream client');

/**
 * Measures the writes of an AWS SDK v3 client, and makes a CLIENT span for each inside the record it belongs to.
 *
 * DynamoDB's writes are known; every other command passes untouched. Changes the client and returns it; wrapping a
 * wrapped one changes nothing.
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
  const telemetry = openConsumerTelemetry(options);
  const outside = outsideOfInvocations(options);
  const send = client.send as Send;
  function sendMeasured(this: unknown, command: unknown, ...rest: unknown[]): unknown {
    const operation = withoutThrowing(telemetry.reportOnce, 'a write was not measured', undefined, () =>
      readWriteOperation(command),
    );
    // A callback's end cannot be told from the call; such a write goes out unmeasured.
    if (operation === undefined || rest.some((each) => typeof each === 'function')) {
      return Reflect.apply(send, this, [command, ...rest]);
    }
    return sendInSpan(() => Reflect.apply(send, this, [command, ...rest]), operation, telemetry, outside);
  }
  Object.defineProperty(client, instrumented, { value: true });
  Object.defineProperty(client, 'send', { value: sendMeasured, writable: true, configurable: true });
  return client;
}

function outsideOfInvocations(options: DownstreamOptions): ConsumerDimensions {
  const { environment, pipeline } = readConsumerSettings(options);
  return { Environment: environment, Pipeline: pipeline ?? 'unknown' };
}

function sendInSpan(
  send: () => unknown,
  operation: WriteOperation,
  telemetry: ConsumerTelemetry,
  outside: ConsumerDimensions,
): unknown {
  const dimensions = getInvocation(context.active())?.dimensions ?? outside;
  const span = withoutThrowing(telemetry.reportOnce, 'no write span', undefined, () =>
    startWriteSpan(telemetry.tracer, operation),
  );
  const startedAt = performance.now();
  const ended = (failure?: { readonly error: unknown }) =>
    withoutThrowing(telemetry.reportOnce, 'a write was not measured', undefined, () => {
      const durationMs = performance.now() - startedAt;
      if (span !== undefined) endWriteSpan(span, failure && telemetry.errorTypeOf(failure.error));
      telemetry
        .writeMetrics()
        .writeEnded({ dimensions, target: operation.target, durationMs, ...(failure && { failure }) });
    });
  let result: unknown;
  try {
    result = span === undefined ? send() : context.with(trace.setSpan(context.active(), span), send);
  } catch (error) {
    ended({ error });
    throw error;
  }
  // The caller gets the very promise the SDK made; this only listens.
  if (result instanceof Promise) {
    result.then(
      (output) => ended(partialFailure(output)),
      (error) => ended({ error }),
    );
  }
  return result;
}

function startWriteSpan(tracer: Tracer, { operation, collection, system }: WriteOperation): Span {
  const name = collection === undefined ? operation : `${operation} ${collection}`;
  return tracer.startSpan(name, {
    kind: SpanKind.CLIENT,
    attributes: {
      [attributeNames.dbSystemName]: system,
      [attributeNames.dbOperationName]: operation,
      ...(collection === undefined ? {} : { [attributeNames.dbCollectionName]: collection }),
    },
  });
}

function endWriteSpan(span: Span, errorType: string | undefined): void {
  if (errorType !== undefined) {
    span.setAttribute(attributeNames.errorType, errorType);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}
