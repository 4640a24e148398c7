import {
  type Context,
  context,
  type Span,
  type SpanOptions,
  type Tracer,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';
import { contextOfWork, enteredSpan } from './record-attribution.ts';

/** A provider whose spans start in the context their work belongs in. */
export function attributingProvider(provider: TracerProvider): TracerProvider {
  return { getTracer: (...scope) => attributingTracer(provider.getTracer(...scope)) };
}

type InSpan = (span: Span) => unknown;

function attributingTracer(tracer: Tracer): Tracer {
  const startSpan = (name: string, options?: SpanOptions, around: Context = context.active()): Span =>
    tracer.startSpan(name, options, parentOf(around));
  const startActiveSpan = (name: string, ...parameters: readonly unknown[]): unknown => {
    const work = parameters.at(-1) as InSpan;
    const options = parameters.length > 1 ? (parameters[0] as SpanOptions) : undefined;
    const around = parameters.length > 2 ? (parameters[1] as Context) : context.active();
    const span = startSpan(name, options, around);
    return context.with(trace.setSpan(around, span), () => work(span));
  };
  return { startSpan, startActiveSpan: startActiveSpan as Tracer['startActiveSpan'] };
}

/** A span inside another of the record's keeps it as its parent, whatever has become of the attribution. */
function parentOf(around: Context): Context {
  const belongs = contextOfWork(around);
  if (belongs === around) return around;
  return trace.getSpan(around) === enteredSpan(around) ? belongs : around;
}
