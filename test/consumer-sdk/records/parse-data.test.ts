import { createKinesisHandler, type KinesisHandlerOptions } from '@kinesis-otel/consumer-sdk';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import * as v from 'valibot';
import { z } from 'zod';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';
import { buildKinesisEvent, sequenceNumber } from '../../support/kinesis-event.ts';
import { rejects } from '../../support/rejects.ts';

const test = suite('consumer-sdk / parse');

interface Order {
  readonly id: number;
  readonly currency: string;
}

const zodSchema = z.object({ id: z.number(), currency: z.string().default('EUR') });
const valibotSchema = v.object({ id: v.number(), currency: v.optional(v.string(), 'EUR') });
const asyncSchema = v.pipeAsync(
  valibotSchema,
  v.checkAsync(async ({ id }) => id > 0),
);

const parsers: Readonly<Record<string, NonNullable<KinesisHandlerOptions<Order>['parse']>>> = {
  'a zod schema': zodSchema,
  'a valibot schema': valibotSchema,
  'an asynchronous valibot schema': asyncSchema,
  'a function around zod': (data) => zodSchema.parse(data),
  'a function around valibot': (data) => v.parse(valibotSchema, data),
  'an asynchronous function': async (data) => v.parseAsync(asyncSchema, data),
};

const event = buildKinesisEvent(['{"id":1,"secret":"hush"}', '{"id":"hush"}']);

function createHandler(parse: NonNullable<KinesisHandlerOptions<Order>['parse']>, options: KinesisHandlerOptions = {}) {
  const { tracerProvider, meterProvider, spans, sum } = createInMemoryTelemetry();
  const seen: Order[] = [];
  const handler = createKinesisHandler(({ data }) => void seen.push(data), {
    ...options,
    parse,
    tracerProvider,
    meterProvider,
  });
  return { handler, seen, spans, sum };
}

for (const [what, parse] of Object.entries(parsers)) {
  test(`${what} makes the data, and refuses what is wrong, without a word of the payload`, async () => {
    const { handler, seen, spans, sum } = createHandler(parse, { reportBatchItemFailures: true });

    const response = await handler(event);

    assert.equal(
      seen.map(({ id, currency }) => [id, currency]),
      [[1, 'EUR']],
    );
    assert.equal(response, { batchItemFailures: [{ itemIdentifier: sequenceNumber(1) }] });
    assert.is(await sum('RecordProcessingFailure', { 'error.type': 'UndecodableRecord' }), 1);
    assert.not(spans().some(({ status }) => status.message?.includes('hush')));
  });

  test(`the error of ${what} has the validator’s as its cause`, async () => {
    const error = await rejects(createHandler(parse).handler(event));

    assert.equal([error.name, error.message], ['UndecodableRecord', 'The payload was refused by `parse`.']);
    assert.instance(error.cause, Error);
    assert.ok((error.cause as Error).message.length > 0);
  });
}

test('the data’s type is what the schema makes', async () => {
  const { tracerProvider, meterProvider } = createInMemoryTelemetry();
  const currencies: string[] = [];

  await createKinesisHandler(({ data }) => void currencies.push(data.currency), {
    parse: zodSchema,
    tracerProvider,
    meterProvider,
  })(buildKinesisEvent(['{"id":1}']));

  assert.equal(currencies, ['EUR']);
});

test('a schema of another version is refused at once', () => {
  const schema = { '~standard': { version: 2, validate: () => ({ value: 1 }) } };

  assert.throws(
    () => createKinesisHandler(() => undefined, { parse: schema as never }),
    /INVALID_OPTION: option `parse`/,
  );
});

test.run();
