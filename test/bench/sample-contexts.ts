import { type Carrier, type TraceparentFields, writeTraceparent } from '@kinesis-otel/contract';

/** Sampled span contexts with ids that look random and are the same in every run. */
export function makeContexts(count: number): readonly TraceparentFields[] {
  return Array.from({ length: count }, (_, number) => ({
    traceId: hexOf(number + 1, 32),
    spanId: hexOf(number + 7_777_777, 16),
    traceFlags: 1,
  }));
}

/** When the put call of a number was made. */
export function sentAtMs(call: number): number {
  return 1_732_287_000_123 + call * 37;
}

/** What the records of one put call carry. */
export function carrierOf(context: TraceparentFields, call: number): Carrier {
  return { traceparent: writeTraceparent(context), sentAtMs: sentAtMs(call) };
}

function hexOf(number: number, digits: number): string {
  let text = '';
  for (let state = number; text.length < digits; ) {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) ^ 0x297a2d39;
    text += (state >>> 0).toString(16).padStart(8, '0');
  }
  return text.slice(0, digits);
}
