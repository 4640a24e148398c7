import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { bindTraceContext } from '@kinesis-otel/producer-sdk';
import { SpanKind } from '@opentelemetry/api';
import * as td from 'testdouble';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createPutThrough, rejecting } from '../support/put-through.ts';
import { readStamped } from '../support/read-stamped.ts';
import { contextOf, numberedSpanContext } from '../support/sample-context.ts';

const test = suite('producer-sdk / records that are sent again');

test.before.each(() => {
  let nowMs = 1_732_287_000_000;
  td.replace(Date, 'now', () => ++nowMs);
});
test.after.each(() => td.reset());

function entries(count: number) {
  return Array.from({ length: count }, (_, index) =>
    Object.freeze({ Data: Buffer.from(`{"n":${index}}`), PartitionKey: 'k' }),
  );
}

/** Answers the calls in turn, the last answer again and again. */
function answering(...answers: readonly (() => unknown)[]): () => unknown {
  let call = 0;
  return () => answers[Math.min(call++, answers.length - 1)]?.();
}

test('the rejected ones carry the same as before, to the byte, and the new send span links to the old', async () => {
  const records = entries(3);
  const { put, spans } = createPutThrough(
    {},
    answering(
      () => rejecting(3, 0, 2),
      () => rejecting(3),
    ),
  );

  const first = await put(records);
  const again = await put([records[0] as object, { Data: '{"new":1}', PartitionKey: 'k' }, records[2] as object]);

  assert.equal([again[0], again[2]], [first[0], first[2]]);
  assert.is.not(again[1]?.carrier?.traceparent, first[0]?.carrier?.traceparent);
  const [before, after] = spans();
  assert.equal(
    after?.links.map(({ context }) => context.spanId),
    [before?.spanContext().spanId],
  );
  assert.is(after?.kind, SpanKind.CLIENT);
});

test('those that are rejected again carry the same a third time', async () => {
  const records = entries(1);
  const { put } = createPutThrough({}, () => rejecting(1, 0));

  const carried = [await put(records), await put(records), await put(records)];

  assert.equal(carried[1], carried[0]);
  assert.equal(carried[2], carried[0]);
});

test('after a call that failed as a whole, all carry the same', async () => {
  const records = entries(2);
  const { put } = createPutThrough(
    {},
    answering(
      () => Promise.reject(new Error('socket hang up')),
      () => rejecting(2),
    ),
  );

  const first = await put(records);
  const again = await put(records);

  assert.equal(again, first);
});

test('a PutRecord that failed carries the same when its input is sent again', async () => {
  const { client } = createPutThrough(
    {},
    answering(
      () => Promise.reject(new Error('socket hang up')),
      () => ({}),
    ),
  );
  const input = { StreamName: 'orders', Data: Buffer.from('{}'), PartitionKey: 'k' };
  const carried = [];

  for (const command of [new PutRecordCommand(input), new PutRecordCommand(input)]) {
    await Promise.resolve(client.send(command)).catch(() => undefined);
    carried.push(readStamped(client.lastInput().Data));
  }

  assert.equal(carried[1], carried[0]);
});

test('an object used again after it was accepted gets a new context', async () => {
  const records = entries(1);
  const { put } = createPutThrough(
    {},
    answering(
      () => rejecting(1, 0),
      () => rejecting(1),
    ),
  );

  const [first, accepted, reused] = [await put(records), await put(records), await put(records)];

  assert.equal(accepted, first);
  assert.is.not(reused[0]?.carrier?.traceparent, first[0]?.carrier?.traceparent);
  assert.is.not(reused[0]?.carrier?.sentAtMs, first[0]?.carrier?.sentAtMs);
});

test('a rejected object that was given other data gets a new context', async () => {
  const record = { Data: '{"a":1}', PartitionKey: 'k' };
  const { put } = createPutThrough({}, () => rejecting(1, 0));

  const first = await put([record]);
  record.Data = '{"b":2}';
  const other = await put([record]);

  assert.is(other[0]?.payload, '{"b":2}');
  assert.is.not(other[0]?.carrier?.traceparent, first[0]?.carrier?.traceparent);
});

test('a bound record is known again in a copy with its data made anew', async () => {
  const bound = bindTraceContext({ Data: '{"a":1}', PartitionKey: 'k' }, contextOf(numberedSpanContext(1, 2)));
  const { put } = createPutThrough({}, () => rejecting(1, 0));

  const first = await put([{ ...bound, Data: Buffer.from('{"a":1}') }]);
  const again = await put([{ ...bound, Data: Buffer.from('{"a":1}') }]);

  assert.equal(again, first);
  assert.type(first[0]?.carrier?.createdAtMs, 'number');
});

test('records that share what was bound to them are told apart by their data', async () => {
  const bound = bindTraceContext({ PartitionKey: 'k' }, contextOf(numberedSpanContext(1, 2)));
  const records = ['{"a":1}', '{"b":2}', '{"c":3}'].map((Data) => ({ ...bound, Data }));
  const { put } = createPutThrough(
    {},
    answering(
      () => rejecting(3, 0, 2),
      () => rejecting(3),
    ),
  );

  const first = await put(records);
  const again = await put([...[0, 2].map((index) => records[index] as object), { ...bound, Data: '{"d":4}' }]);

  assert.equal(again.slice(0, 2), [first[0], first[2]]);
  assert.is.not(again[2]?.carrier?.sentAtMs, first[0]?.carrier?.sentAtMs);
  assert.is(again[2]?.carrier?.traceparent, first[0]?.carrier?.traceparent);
});

test.run();
