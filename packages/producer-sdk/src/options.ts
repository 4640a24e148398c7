import { checkHasMethod, checkText, checkTexts, rejectUnknownOptions } from '@kinesis-otel/contract';
import type { MeterProvider, TextMapPropagator, TracerProvider } from '@opentelemetry/api';

/** How to instrument a Kinesis client. Everything has a default; a wrong value throws at once. */
export interface ProducerOptions {
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

const known: readonly (keyof ProducerOptions)[] = [
  'pipeline',
  'environment',
  'baggageKeys',
  'propagator',
  'tracerProvider',
  'meterProvider',
];

/** Throws a `KinesisOtelOptionError` for the first option that is unknown or wrong. */
export function checkProducerOptions(options: ProducerOptions): void {
  rejectUnknownOptions(options, known);
  checkText('pipeline', options.pipeline);
  checkText('environment', options.environment);
  checkTexts('baggageKeys', options.baggageKeys);
  checkHasMethod('propagator', options.propagator, 'inject');
  checkHasMethod('tracerProvider', options.tracerProvider, 'getTracer');
  checkHasMethod('meterProvider', options.meterProvider, 'getMeter');
}
