import { instrumentDownstreamClient } from '@kinesis-otel/consumer-sdk';
import { measuredBy } from '@kinesis-otel/consumer-sdk/host';
import { type ReportOnce, streamNameOf, withoutThrowing } from '@kinesis-otel/contract';
import { context, type MeterProvider, type TracerProvider, trace } from '@opentelemetry/api';
import { readAwsCall } from './aws-command.ts';
import { setCall } from './call-on-context.ts';
import { traceCall } from './trace-call.ts';

/** An AWS SDK v3 client's `send`. */
export type Send = (command: unknown, ...rest: unknown[]) => unknown;

/** Gives a client's `send` with telemetry around it. */
export type InstrumentSend = (client: object, send: Send) => Send;

/** What clients are instrumented with. */
export interface InstrumentSendParts {
  readonly tracerProvider: TracerProvider;
  readonly meterProvider: MeterProvider;
  /** Streams whose records may be stamped; `*` is every one. Nobody's payload changes by adding a layer. */
  readonly stampStreams: readonly string[];
  readonly reportOnce: ReportOnce;
  readonly loadStamping: LoadStamping;
}

/** Loads the producer SDK; called only where a stream is named. */
export type LoadStamping = () => typeof import('./stamping.ts');

/** Decides, once, how clients are instrumented: writes are measured, named streams stamped, every call traced. */
export function createInstrumentSend(parts: InstrumentSendParts): InstrumentSend {
  const { tracerProvider, meterProvider, stampStreams, reportOnce } = parts;
  const tracer = tracerProvider.getTracer('@kinesis-otel/lambda-layer');
  const isStamped = (command: unknown): boolean => {
    if (stampStreams.length === 0) return false;
    const input = (command as { input?: object } | undefined)?.input;
    const stream = input && streamNameOf(input);
    return stream !== undefined && (stampStreams.includes('*') || stampStreams.includes(stream));
  };
  return (client, send) => {
    const traced: Send = (command, ...rest) => {
      if (rest.some((each) => typeof each === 'function')) return send(command, ...rest);
      return traceCall(tracer, readAwsCall(client, command), () => send(command, ...rest));
    };
    const providers = { tracerProvider, meterProvider };
    const measured = instrumentDownstreamClient({ send: traced }, providers);
    const stamped = stampStreams.length === 0 ? measured : stamp(measured, providers, parts);
    return (command, ...rest) => {
      const active = context.active();
      // The function has wrapped its client itself, and measures into the layer.
      if (measuredBy(active) === meterProvider) return send(command, ...rest);
      const known = setCall(active, { around: trace.getSpan(active) });
      const chosen = withoutThrowing(reportOnce, 'a command could not be read', measured, () =>
        isStamped(command) ? stamped : measured,
      );
      return context.with(known, () => chosen.send(command, ...rest));
    };
  };
}

interface Sender {
  readonly send: Send;
}

type Providers = Pick<InstrumentSendParts, 'tracerProvider' | 'meterProvider'>;

/** The client's measured `send` with stamping before it; without it where that cannot be loaded. */
function stamp(measured: Sender, providers: Providers, { loadStamping, reportOnce }: InstrumentSendParts): Sender {
  return withoutThrowing(reportOnce, 'no record is stamped', measured, () =>
    loadStamping().instrumentKinesisClient({ send: (...call: Parameters<Send>) => measured.send(...call) }, providers),
  );
}
