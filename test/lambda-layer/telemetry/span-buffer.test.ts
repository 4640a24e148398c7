import { ROOT_CONTEXT, TraceFlags } from '@opentelemetry/api';
import { AlwaysOffSampler, type ReadableSpan, TracerProvider } from '@opentelemetry/sdk-trace';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createSpanSource } from '../../../packages/lambda-layer/src/otlp/span-source.ts';
import { createSpanBuffer } from '../../../packages/lambda-layer/src/telemetry/span-buffer.ts';

const test = suite('lambda-layer / telemetry / span-buffer');

function endSpans(buffer: ReturnType<typeof createSpanBuffer>, count: number, from = 0): void {
  const tracer = new TracerProvider({ spanProcessors: [buffer.processor] }).getTracer('test');
  for (let at = from; at < from + count; at++) tracer.startSpan(String(at), {}, ROOT_CONTEXT).end();
}

function namesOf(spans: readonly ReadableSpan[]): readonly string[] {
  return spans.map(({ name }) => name);
}

test('10,000 spans that end in one loop are all there, once', () => {
  const buffer = createSpanBuffer(10_000);

  endSpans(buffer, 10_000);

  assert.is(buffer.take().length, 10_000);
  assert.is(buffer.take().length, 0);
  assert.is(buffer.takeDropped(), 0);
});

test('an unsampled span is not kept', () => {
  const buffer = createSpanBuffer(10);
  const provider = new TracerProvider({ spanProcessors: [buffer.processor], sampler: new AlwaysOffSampler() });

  const span = provider.getTracer('test').startSpan('x');
  span.end();

  assert.is(span.spanContext().traceFlags, TraceFlags.NONE);
  assert.is(buffer.take().length, 0);
});

test('what does not fit is counted, and what is put back comes first', () => {
  const buffer = createSpanBuffer(3);
  endSpans(buffer, 4);
  const taken = buffer.take();
  endSpans(buffer, 2, 10);

  buffer.putBack(taken);

  assert.equal(namesOf(taken), ['0', '1', '2']);
  assert.equal(namesOf(buffer.take()), ['0', '10', '11']);
  assert.is(buffer.takeDropped(), 3);
  assert.is(buffer.takeDropped(), 0);
});

test('a request holds so many spans, and those of one that is kept go with the next', async () => {
  const said: string[] = [];
  const buffer = createSpanBuffer(5);
  const serialize = (spans: ReadableSpan[]) => Buffer.from(namesOf(spans).join());
  const source = createSpanSource(buffer, serialize, 2, (message) => void said.push(message));
  endSpans(buffer, 6);

  const bodies = await source.take();
  bodies[1]?.keep();
  const again = await source.take();

  const texts = [bodies, again].map((all) => all.map(({ bytes }) => String(bytes)));
  assert.equal(texts, [['0,1', '2,3', '4'], ['2,3']]);
  assert.is(said.length, 1);
});

test.run();
