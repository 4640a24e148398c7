import { type Carrier, chooseFormat } from '@kinesis-otel/contract';

export const sampleTraceId = '4bf92f3577b34da6a3ce929d0e0e4736';
export const sampleSpanId = '00f067aa0ba902b7';

/** What a sampled record of 22 November 2024 carries. */
export const sampleCarrier: Carrier = {
  traceparent: `00-${sampleTraceId}-${sampleSpanId}-01`,
  sentAtMs: 1_732_287_000_123,
};

/** A payload as it lies in the stream: with a carrier, by whichever format it takes. */
export function stamp(payload: string | Uint8Array, carrier: Partial<Carrier> = {}): Buffer {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
  const stamped = chooseFormat(bytes)?.write(bytes, { ...sampleCarrier, ...carrier });
  if (stamped === undefined) throw new Error('this payload carries nothing');
  return Buffer.from(stamped.buffer, stamped.byteOffset, stamped.length);
}

/** A JSON payload as it lies in the stream. */
export function stampJson(payload: string | Uint8Array, carrier: Partial<Carrier> = {}): Buffer {
  return stamp(payload, carrier);
}

/** A carrier whose trace and span are made from two small numbers. */
export function numberedCarrier(trace: number, span: number, flags: '00' | '01' = '01'): Carrier {
  const traceId = trace.toString(16).padStart(32, '0');
  const spanId = span.toString(16).padStart(16, '0');
  return { ...sampleCarrier, traceparent: `00-${traceId}-${spanId}-${flags}` };
}
