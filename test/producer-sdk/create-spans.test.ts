import { bindTraceContext } from '@kinesis-otel/producer-sdk';
import { context, SpanKind } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createPutThrough } from '../support/put-through.ts';
import { contextOf, numberedSpanContext } from '../support/sample-context.ts';

const test = suite('producer-sdk / create spans');

const entry = { Data: '{}', PartitionKey: 'k' };

test('each record carries a create span of its own, which is a child of the active one and linked by the send span', async () => {
  const { put, spans } = createPutThrough({ createSpans: true });

  const sent = await context.with(contextOf(numberedSpanContext(1, 2)), () => put([entry, entry]));

  const [first, second, send] = spans();
  assert.equal([first?.name, first?.kind, second?.name], ['create orders', SpanKind.PRODUCER, 'create orders']);
  assert.is(first?.parentSpanContext?.spanId, numberedSpanContext(1, 2).spanId);
  assert.equal(
    [first?.attributes['messaging.operation.type'], first?.attributes['messaging.system']],
    ['create', 'aws_kinesis'],
  );
  const created = [first, second].map((each) => each?.spanContext().spanId);
  assert.equal(
    sent.map(({ carrier }) => carrier?.traceparent.slice(36, 52)),
    created,
  );
  assert.equal([send?.name, send?.kind], ['send orders', SpanKind.CLIENT]);
  assert.equal(
    send?.links.map(({ context: { spanId } }) => spanId),
    created,
  );
});

test('a record that was bound needs none', async () => {
  const { put, spans } = createPutThrough({ createSpans: true });

  const [sent] = await put([bindTraceContext(entry, contextOf(numberedSpanContext(1, 2)))]);

  assert.is(sent?.carrier?.traceparent.slice(36, 52), numberedSpanContext(1, 2).spanId);
  assert.equal(
    spans().map(({ name }) => name),
    ['send orders'],
  );
});

test('none are made where nothing is stamped, or without being asked for', async () => {
  for (const options of [{ createSpans: true, carrier: 'off' }, {}] as const) {
    const { put, spans } = createPutThrough(options);

    await put([entry]);

    assert.is(spans().length, 1);
  }
});

test('links beyond the limit are left out and counted, and every record carries its context all the same', async () => {
  const { put, spans, sum } = createPutThrough({ createSpans: true, maxLinks: 3 });

  const sent = await put(Array(5).fill(entry));

  assert.is(new Set(sent.map(({ carrier }) => carrier?.traceparent)).size, 5);
  assert.is(spans().at(-1)?.links.length, 3);
  assert.is(await sum('LinksDropped'), 2);
});

test.run();
