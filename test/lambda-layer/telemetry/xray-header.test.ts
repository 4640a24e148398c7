import { defaultTextMapGetter, defaultTextMapSetter, ROOT_CONTEXT, TraceFlags, trace } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createPropagator } from '../../../packages/lambda-layer/src/telemetry/propagator.ts';
import { writeXrayHeader } from '../../../packages/lambda-layer/src/telemetry/xray-header.ts';

const test = suite('lambda-layer / telemetry / xray-header');
const header = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';
const context = {
  traceId: '5759e988bd862e3fe1be46a994272793',
  spanId: '53995c3f42cd8ad8',
  traceFlags: TraceFlags.SAMPLED,
  isRemote: true,
};

test("AWS's own example is written", () => {
  assert.is(writeXrayHeader(context), header);
  assert.is(writeXrayHeader({ ...context, traceFlags: TraceFlags.NONE }), header.replace('Sampled=1', 'Sampled=0'));
});

test('OTEL_PROPAGATORS decides which headers are read and written', () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const carrier = { 'X-Amzn-Trace-Id': header, traceparent };
  const read = (...names: Parameters<typeof createPropagator>[0]) =>
    trace.getSpanContext(createPropagator(names).extract(ROOT_CONTEXT, carrier, defaultTextMapGetter))?.traceId;
  const written: Record<string, string> = {};
  const active = trace.setSpanContext(ROOT_CONTEXT, context);

  createPropagator(['xray', 'tracecontext']).inject(active, written, defaultTextMapSetter);

  assert.is(read('tracecontext', 'xray'), '0af7651916cd43dd8448eb211c80319c');
  assert.is(read('xray'), context.traceId);
  assert.is(read('none'), undefined);
  assert.equal(Object.keys(written).sort(), ['traceparent', 'x-amzn-trace-id']);
});

test.run();
