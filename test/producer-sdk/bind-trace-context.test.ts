import { bindTraceContext } from '@kinesis-otel/producer-sdk';
import { context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import * as td from 'testdouble';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { boundTraceContext } from '../../packages/producer-sdk/src/bind-trace-context.ts';
import { useAsyncContext } from '../support/in-memory-telemetry.ts';
import { contextOf, numberedSpanContext } from '../support/sample-context.ts';

const test = suite('producer-sdk / bind-trace-context');

test.before(() => useAsyncContext());
test.after.each(() => td.reset());

const record = Object.freeze({ Data: 'x', PartitionKey: 'k' });
const spanContext = numberedSpanContext(1, 2);

test('binds the active context and the time, to a copy', () => {
  td.replace(Date, 'now', () => 1_732_287_000_123);

  const bound = context.with(contextOf(spanContext), () => bindTraceContext(record));

  const { context: whole, ...rest } = boundTraceContext(bound) ?? {};
  assert.equal(rest, { spanContext, createdAtMs: 1_732_287_000_123 });
  assert.is(whole && trace.getSpanContext(whole), spanContext);
  assert.is(boundTraceContext(record), undefined);
});

test('binds the context it is given rather than the active one', () => {
  const given = numberedSpanContext(3, 4);

  const bound = context.with(contextOf(spanContext), () => bindTraceContext(record, contextOf(given)));

  assert.is(boundTraceContext(bound)?.spanContext, given);
});

test('what is bound survives a spread, and Object.assign', () => {
  const bound = bindTraceContext(record, contextOf(spanContext));

  const copies = [{ ...bound, Data: 'y' }, Object.assign({}, bound)];

  for (const copy of copies) assert.is(boundTraceContext(copy)?.spanContext, spanContext);
});

test('JSON and the names of the members do not show it', () => {
  const bound = bindTraceContext(record, contextOf(spanContext));

  assert.is(JSON.stringify(bound), JSON.stringify(record));
  assert.equal(Object.keys(bound), ['Data', 'PartitionKey']);
});

test('another copy of the library finds it', () => {
  const bound = bindTraceContext(record, contextOf(spanContext));

  const found = Reflect.get(bound, Symbol.for('kinesis-otel bound trace context'));
  assert.is(found.spanContext, spanContext);
});

test('binding anew takes the place of what was bound', () => {
  const first = bindTraceContext(record, contextOf(spanContext));

  const second = bindTraceContext(first, contextOf(numberedSpanContext(5, 6)));

  assert.is(boundTraceContext(second)?.spanContext.traceId.at(-1), '5');
  assert.is(boundTraceContext(first)?.spanContext, spanContext);
});

for (const [what, unusable] of [
  ['without a span', ROOT_CONTEXT],
  ['with an invalid one', contextOf(numberedSpanContext(0, 0))],
] as const) {
  test(`a context ${what} binds nothing, and still gives a copy`, () => {
    const copy = bindTraceContext(record, unusable);

    assert.equal(copy, record);
    assert.is.not(copy, record);
    assert.is(boundTraceContext(copy), undefined);
  });
}

test.run();
