import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { instrumentKinesisClient, type ProducerOptions } from '@kinesis-otel/producer-sdk';
import { context, diag } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { collectWarnings } from '../support/collect-warnings.ts';
import { createFakeAwsClient } from '../support/fake-aws-client.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { readStamped } from '../support/read-stamped.ts';
import { rejects } from '../support/rejects.ts';
import { contextOf, numberedSpanContext } from '../support/sample-context.ts';

const test = suite('producer-sdk / broken telemetry');

test.after.each(() => diag.disable());

const fail = (): never => {
  throw new Error('broken');
};
const { tracerProvider, meterProvider } = createInMemoryTelemetry();
const brokenTracer = { getTracer: () => ({ startSpan: fail, startActiveSpan: fail }) };
const brokenSpanEnd = {
  getTracer: () => ({
    startActiveSpan: fail,
    startSpan: () => Object.assign(tracerProvider.getTracer('x').startSpan('x'), { end: fail, setStatus: fail }),
  }),
};
const brokenMeter = { getMeter: fail };
const brokenInstrument = {
  getMeter: () => ({ createHistogram: () => ({ record: fail }), createCounter: () => ({ add: fail }) }),
};

const broken: Readonly<Record<string, object>> = {
  'a tracer that throws': { tracerProvider: brokenTracer, meterProvider },
  'a span that throws at its end': { tracerProvider: brokenSpanEnd, meterProvider },
  'a meter provider that throws': { tracerProvider, meterProvider: brokenMeter },
  'instruments that throw': { tracerProvider, meterProvider: brokenInstrument },
};

const command = () => new PutRecordCommand({ StreamName: 'orders', Data: Buffer.from('{"a":1}'), PartitionKey: 'k' });

for (const [what, options] of Object.entries(broken)) {
  test(`${what} changes nothing for the caller, and is said once`, async () => {
    const warnings = collectWarnings();
    const answer = { SequenceNumber: '1' };
    const client = instrumentKinesisClient(
      createFakeAwsClient(() => answer),
      options as ProducerOptions,
    );

    const answers = [await client.send(command()), await client.send(command())];

    assert.is(answers[0], answer);
    assert.is(answers[1], answer);
    assert.is(client.sent.length, 2);
    assert.is(readStamped(client.lastInput().Data).payload, '{"a":1}');
    assert.is(warnings.length, 1, warnings.join('\n'));
    assert.match(warnings[0] ?? '', /Error: broken/);
  });

  test(`${what} does not hide the client’s error`, async () => {
    const error = new Error('refused');
    const client = instrumentKinesisClient(
      createFakeAwsClient(() => Promise.reject(error)),
      options as ProducerOptions,
    );

    const rejected = await rejects(client.send(command()) as Promise<unknown>);

    assert.is(rejected, error);
  });
}

for (const [what, options] of Object.entries(broken).slice(2)) {
  test(`${what} does not keep the records’ context back`, async () => {
    const client = instrumentKinesisClient(createFakeAwsClient(), options as ProducerOptions);

    await client.send(new PutRecordCommand({ StreamName: 'orders', Data: Buffer.from('{}'), PartitionKey: 'k' }));

    assert.ok(readStamped(client.lastInput().Data).carrier);
  });
}

for (const [what, options] of Object.entries(broken).slice(0, 2)) {
  test(`${what} costs none of the figures`, async () => {
    const { meterProvider: ownMeterProvider, sum } = createInMemoryTelemetry();
    const client = instrumentKinesisClient(createFakeAwsClient(), {
      ...(options as ProducerOptions),
      meterProvider: ownMeterProvider,
      createSpans: true,
    });

    await client.send(command());

    assert.is(await sum('PutRecordSuccess'), 1);
  });
}

test('without a span of its own, a record carries the context its put was made in', async () => {
  const client = instrumentKinesisClient(createFakeAwsClient(), broken['a tracer that throws'] as ProducerOptions);

  await context.with(contextOf(numberedSpanContext(7, 8)), () => client.send(command()));

  assert.is(
    readStamped(client.lastInput().Data).carrier?.traceparent,
    `00-${'7'.padStart(32, '0')}-${'8'.padStart(16, '0')}-01`,
  );
});

test('an answer that cannot be read is the caller’s all the same', async () => {
  const warnings = collectWarnings();
  const { tracerProvider, meterProvider, spans } = createInMemoryTelemetry();
  const answer = {
    get Records(): never {
      throw new Error('unreadable');
    },
  };
  const client = instrumentKinesisClient(
    createFakeAwsClient(() => answer),
    { tracerProvider, meterProvider },
  );

  const promise = client.send(
    new PutRecordCommand({ StreamName: 'orders', Data: Buffer.from('{}'), PartitionKey: 'k' }),
  );
  const received = await promise;
  await new Promise((resolve) => setImmediate(resolve));

  assert.is(received, answer);
  assert.is(warnings.length, 1);
  assert.is(spans().length, 1);
});

test.run();
