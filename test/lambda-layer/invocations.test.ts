import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { buildKinesisEvent } from '../support/kinesis-event.ts';
import { attributesOf, deployWithLayer, type LayeredFunction, stopLayered } from '../support/layered-function.ts';
import { recycleIdle } from '../support/local-lambda.ts';
import { eventually } from '../support/processes.ts';

const test = suite('lambda-layer / invocations');
const producer = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
const traceparent = `00-${producer.traceId}-${producer.spanId}-01`;
const stamped = `{"_otel":{"traceparent":"${traceparent}","sentAt":1732287000500},"id":1}`;

test.after.each(stopLayered);

async function spansOf(layered: LayeredFunction, count: number) {
  assert.ok(await eventually(() => layered.spans().length >= count), layered.lines.join('\n'));
  return layered.spans();
}

for (const runtime of ['nodejs22.x', 'nodejs24.x'] as const) {
  test(`${runtime}: a batch is cleaned, linked to its producers and measured`, async () => {
    const layered = await deployWithLayer({ runtime, handler: 'spans.handler' });

    const result = await layered.local.invoke(buildKinesisEvent([stamped, '{"id":2}'], { arrivedAtMs: Date.now() }));
    const spans = await spansOf(layered, 5);
    await recycleIdle(layered.local);

    assert.ok(result.ok, JSON.stringify(result));
    assert.equal((result.payload as { payloads: unknown }).payloads, ['{"id":1}', '{"id":2}']);
    const own = spans.filter(({ name }) => name?.startsWith('own '));
    const batch = spans.find(({ spanId }) => spanId === own[0]?.parentSpanId);
    assert.equal(
      own.map(({ name, parentSpanId }) => [name, parentSpanId]),
      [
        ['own early', batch?.spanId],
        ['own late', batch?.spanId],
      ],
    );
    assert.is(batch?.name, 'process orders');
    const isLinkBetween = (from: string | undefined, to: string | undefined): boolean =>
      spans.some(({ traceId, links = [] }) => traceId === from && links.some((link) => link.traceId === to));
    const [one, other] = [batch?.traceId, producer.traceId];
    assert.ok(isLinkBetween(one, other) || isLinkBetween(other, one));
    assert.ok(
      spans.some(({ traceId, parentSpanId }) => traceId === producer.traceId && parentSpanId === producer.spanId),
    );
    const success = layered.metrics().find(({ name }) => name === 'RecordProcessingSuccess');
    assert.is(Number(success?.sum?.dataPoints?.[0]?.asInt ?? success?.sum?.dataPoints?.[0]?.asDouble), 2);
    const latency = layered.metrics().find(({ name }) => name === 'RecordProcessingLatency');
    assert.ok(latency?.exponentialHistogram, JSON.stringify(latency));
  });
}

test('another event gets a span of the invocation, in the trace its headers name', async () => {
  const layered = await deployWithLayer({ handler: 'spans.handler', maxConcurrency: 1 });

  await layered.local.invoke({ requestContext: {}, headers: { Traceparent: traceparent } });
  await layered.local.invoke({ source: 'aws.events' });
  const spans = await spansOf(layered, 6);

  const [first, second] = spans.filter(({ kind }) => String(kind) === '2' || String(kind) === 'SPAN_KIND_SERVER');
  assert.equal([first?.name, first?.traceId, first?.parentSpanId], ['probe', producer.traceId, producer.spanId]);
  const attributes = attributesOf(first?.attributes as never);
  assert.equal([attributes['faas.trigger'], attributes['faas.coldstart']], ['http', true]);
  assert.is(attributesOf(second?.attributes as never)['faas.coldstart'], false);
  assert.not.ok(second?.parentSpanId, 'an unsampled X-Ray header is no parent');
  const own = spans.filter(({ name, traceId }) => name?.startsWith('own ') && traceId === producer.traceId);
  assert.equal(
    own.map(({ parentSpanId }) => parentSpanId),
    [first?.spanId, first?.spanId],
  );
});

for (const [what, options, told, counted] of [
  ['is a cold start', {}, [true, false], 1],
  ['of provisioned concurrency is none', { provisionedConcurrency: 1 }, [false, false], 0],
] as const) {
  test(`the first invocation of an environment ${what}, in span and metric, whatever the event`, async () => {
    const environment = { OTEL_METRIC_EXPORT_INTERVAL: '0' };
    const layered = await deployWithLayer({ handler: 'spans.handler', maxConcurrency: 1, environment, ...options });
    await layered.local.provisioned;

    await layered.local.invoke(buildKinesisEvent(['{"id":1}']));
    await layered.local.invoke({});
    const spans = await spansOf(layered, 7);
    assert.ok(await eventually(() => layered.metrics().some(({ name }) => name === 'ColdStarts')));

    const invocations = spans.filter(({ name }) => name === 'probe');
    assert.equal(
      invocations.map(({ attributes }) => attributesOf(attributes as never)['faas.coldstart']),
      told,
    );
    const starts = layered.metrics().filter(({ name }) => name === 'ColdStarts');
    const points = starts.flatMap(({ sum }) => sum?.dataPoints ?? []);
    assert.is(
      points.reduce((sum, { asInt, asDouble }) => sum + Number(asInt ?? asDouble), 0),
      counted,
    );
  });
}

test('after another event’s cold start a batch counts none', async () => {
  const layered = await deployWithLayer({ handler: 'spans.handler', maxConcurrency: 1 });

  await layered.local.invoke({});
  await layered.local.invoke(buildKinesisEvent(['{"id":1}']));
  await recycleIdle(layered.local);

  const starts = layered.metrics().find(({ name }) => name === 'ColdStarts');
  const [point] = starts?.sum?.dataPoints ?? [];
  assert.is(Number(point?.asInt ?? point?.asDouble), 0);
});

test('a window’s last event, which has no records, is a batch', async () => {
  const layered = await deployWithLayer({ handler: 'spans.handler' });
  const window = { start: '2024-11-22T14:50:00Z', end: '2024-11-22T14:51:00Z' };
  const eventSourceARN = 'arn:aws:kinesis:us-east-1:123456789012:stream/orders';

  await layered.local.invoke({ Records: [], window, state: {}, isFinalInvokeForWindow: true, eventSourceARN });
  const spans = await spansOf(layered, 4);

  assert.ok(spans.some(({ name }) => name === 'process orders'));
});

for (const runtime of ['nodejs22.x', 'nodejs24.x'] as const) {
  test(`${runtime}: a handler that streams runs in a span of the invocation, in the trace its headers name`, async () => {
    const layered = await deployWithLayer({ runtime, handler: 'streaming.handler' });

    const result = await layered.local.invoke({ requestContext: {}, headers: { traceparent } });
    const spans = await spansOf(layered, 2);

    assert.ok(result.ok, JSON.stringify(result));
    const invocation = spans.find(({ name }) => name === 'probe');
    const own = spans.find(({ name }) => name === 'own while streaming');
    assert.equal([invocation?.traceId, invocation?.parentSpanId], [producer.traceId, producer.spanId]);
    assert.is(own?.parentSpanId, invocation?.spanId);
    assert.ok(BigInt(invocation?.endTimeUnixNano ?? 0) >= BigInt(own?.endTimeUnixNano ?? 1));
  });
}

test('a failed invocation ends its span in error, and fails', async () => {
  const layered = await deployWithLayer({ handler: 'spans.handler' });

  const result = await layered.local.invoke({ fail: true });
  const spans = await spansOf(layered, 3);

  assert.equal(result, { ok: false, errorType: 'TypeError', errorMessage: 'bad event' });
  const invocation = spans.find(({ name }) => name === 'probe');
  assert.is(attributesOf(invocation?.attributes as never)['error.type'], 'TypeError');
  assert.ok(invocation?.status?.code);
});

test.run();
