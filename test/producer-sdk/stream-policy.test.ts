import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { instrumentKinesisClient, isKinesisOtelOptionError, type ProducerOptions } from '@kinesis-otel/producer-sdk';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readProducerSettings, stampNamedStreams } from '../../packages/producer-sdk/src/env.ts';
import { createPolicyOf } from '../../packages/producer-sdk/src/policy-of-stream.ts';
import { createFakeAwsClient } from '../support/fake-aws-client.ts';
import { createPutThrough, rejecting } from '../support/put-through.ts';

const test = suite('producer-sdk / stream policies');

const variables = ['CARRIER', 'DRY_RUN', 'FORMAT', 'OFF_STREAMS'].map((name) => `KINESIS_OTEL_${name}`);
const clear = () => {
  for (const name of variables) delete process.env[name];
};
test.before.each(clear);
test.after(clear);

const record = { Data: '{"a":1}', PartitionKey: 'k' };

/** Which of two streams' records carry context. */
async function stampedStreams(options: ProducerOptions): Promise<string[]> {
  const { put } = createPutThrough(options);
  const stamped = [];
  for (const StreamName of ['orders', 'returns']) {
    const [sent] = await put([record], { StreamName });
    if (sent?.carrier !== undefined) stamped.push(StreamName);
  }
  return stamped;
}

const cases: readonly (readonly [what: string, options: ProducerOptions, env: object, stamped: string[]])[] = [
  ['by default every stream is stamped', {}, {}, ['orders', 'returns']],
  ['carrier off stamps none', { carrier: 'off' }, {}, []],
  ['a stream can be switched off', { streams: { orders: { carrier: 'off' } } }, {}, ['returns']],
  ['a stream can be switched on', { carrier: 'off', streams: { orders: { carrier: 'payload' } } }, {}, ['orders']],
  ['a policy without a carrier leaves the general one', { carrier: 'off', streams: { orders: {} } }, {}, []],
  ['a dry run stamps none', { dryRun: true }, {}, []],
  ['a dry run can be of one stream', { streams: { orders: { dryRun: true } } }, {}, ['returns']],
  ['KINESIS_OTEL_CARRIER=off stamps none', {}, { KINESIS_OTEL_CARRIER: 'off' }, []],
  [
    'an option goes before KINESIS_OTEL_CARRIER',
    { carrier: 'payload' },
    { KINESIS_OTEL_CARRIER: 'off' },
    ['orders', 'returns'],
  ],
  ['KINESIS_OTEL_DRY_RUN stamps none', {}, { KINESIS_OTEL_DRY_RUN: 'true' }, []],
  [
    'an option goes before KINESIS_OTEL_DRY_RUN',
    { dryRun: false },
    { KINESIS_OTEL_DRY_RUN: '1' },
    ['orders', 'returns'],
  ],
  [
    'KINESIS_OTEL_OFF_STREAMS goes before every option',
    { streams: { orders: { carrier: 'payload' } } },
    { KINESIS_OTEL_OFF_STREAMS: 'x, orders' },
    ['returns'],
  ],
  ['KINESIS_OTEL_OFF_STREAMS=* stamps none', { carrier: 'payload' }, { KINESIS_OTEL_OFF_STREAMS: '*' }, []],
];

for (const [what, options, env, expected] of cases) {
  test(what, async () => {
    Object.assign(process.env, env);

    const stamped = await stampedStreams(options);

    assert.equal(stamped, expected);
  });
}

test('a stream named by its ARN has the policy of its name', async () => {
  const { put } = createPutThrough({ streams: { orders: { carrier: 'off' } } });

  const [sent] = await put([record], { StreamARN: 'arn:aws:kinesis:eu-west-1:123456789012:stream/orders' });

  assert.is(sent?.carrier, undefined);
});

test('where nothing is stamped the command goes out as it is, with its span, and is counted with the reason', async () => {
  const { client, spans, sum } = createPutThrough({ carrier: 'off' });
  const command = new PutRecordCommand({ StreamName: 'orders', ...record } as never);

  await client.send(command);

  assert.is(client.sent[0]?.command, command);
  assert.is(spans().length, 1);
  assert.is(await sum('TraceContextInjection', { outcome: 'skipped', reason: 'off' }), 1);
  assert.is(await sum('PutRecordSuccess'), 1);
});

test('a dry run counts what would carry context, and what could not', async () => {
  const { client, put, sum } = createPutThrough({ dryRun: true });

  await put([record, { ...record, Data: 'text' }]);

  const { Records } = client.lastInput() as { Records: object[] };
  assert.is(Records[0], record);
  assert.is(await sum('TraceContextInjection', { outcome: 'dry_run' }), 1);
  assert.is(await sum('TraceContextInjection', { outcome: 'skipped', reason: 'unknown_format' }), 1);
  assert.is(await sum('TraceContextInjection'), 2);
});

test('with sequence numbers nothing is stamped, and the span has what Lambda will call each record', async () => {
  const { put, spans, sum } = createPutThrough({ carrier: 'sequence-number' }, () => rejecting(3, 1));

  const sent = await put([record, record, { ...record, Data: Buffer.from([7]) }]);

  assert.equal(
    sent.map(({ carrier }) => carrier),
    [undefined, undefined, undefined],
  );
  assert.equal(spans()[0]?.attributes['kinesis_otel.record_ids'], [
    `shardId-000000000000:${'0'.padStart(56, '4')}`,
    `shardId-000000000000:${'2'.padStart(56, '4')}`,
  ]);
  assert.is(await sum('TraceContextInjection', { outcome: 'skipped', reason: 'sequence_number' }), 3);
});

test('a put of one record says where it is by the conventions', async () => {
  const place = {
    ShardId: 'shardId-000000000001',
    SequenceNumber: '49590338271490256608559692538361571095921575989136588898',
  };
  const { client, spans } = createPutThrough({}, () => place);

  await client.send(new PutRecordCommand({ StreamName: 'orders', ...record } as never));

  assert.is(spans()[0]?.attributes['messaging.message.id'], place.SequenceNumber);
  assert.is(spans()[0]?.attributes['messaging.destination.partition.id'], place.ShardId);
});

const formatCases: readonly (readonly [what: string, options: ProducerOptions, variable: string, formats: string[]])[] =
  [
    ['by default each payload decides', {}, '', ['auto', 'auto']],
    ['a format is for every stream', { format: 'envelope' }, '', ['envelope', 'envelope']],
    [
      'a stream can have its own',
      { format: 'envelope', streams: { orders: { format: 'protobuf' } } },
      '',
      ['protobuf', 'envelope'],
    ],
    [
      'a policy without a format leaves the general one',
      { format: 'envelope', streams: { orders: {} } },
      '',
      ['envelope', 'envelope'],
    ],
    ['KINESIS_OTEL_FORMAT is for every stream', {}, ' envelope ', ['envelope', 'envelope']],
    ['KINESIS_OTEL_FORMAT can name streams', {}, 'orders=glue-protobuf', ['glue-protobuf', 'auto']],
    ['KINESIS_OTEL_FORMAT can name all others', {}, 'orders = protobuf, *=envelope', ['protobuf', 'envelope']],
    [
      'the format of a stream holds beside its other policy',
      { streams: { orders: { onExisting: 'keep' } } },
      'orders=protobuf',
      ['protobuf', 'auto'],
    ],
    [
      'a stream’s option goes before KINESIS_OTEL_FORMAT',
      { streams: { orders: { format: 'auto' } } },
      'orders=protobuf,*=envelope',
      ['auto', 'envelope'],
    ],
    [
      'the general option goes before KINESIS_OTEL_FORMAT',
      { format: 'auto' },
      'orders=protobuf,*=envelope',
      ['auto', 'auto'],
    ],
  ];

for (const [what, options, variable, expected] of formatCases) {
  test(`format: ${what}`, () => {
    const settings = readProducerSettings(options, { KINESIS_OTEL_FORMAT: variable });

    const policyOf = createPolicyOf(options, settings);

    assert.equal([policyOf('orders').format, policyOf('returns').format], expected);
  });
}

for (const value of ['xml', 'orders=xml', 'orders=', 'orders', 'a=b=protobuf', '=protobuf']) {
  test(`KINESIS_OTEL_FORMAT=${value} is refused by name`, () => {
    assert.throws(
      () => readProducerSettings({}, { KINESIS_OTEL_FORMAT: value }),
      (error: unknown) => isKinesisOtelOptionError(error) && error.option === 'KINESIS_OTEL_FORMAT',
    );
  });
}

test('a variable with a value it cannot have is refused by name', () => {
  process.env.KINESIS_OTEL_CARRIER = 'headers';

  assert.throws(
    () => instrumentKinesisClient(createFakeAwsClient()),
    (error: unknown) => isKinesisOtelOptionError(error) && error.option === 'KINESIS_OTEL_CARRIER',
  );
});

test('the streams to stamp are those that are named, or all', () => {
  assert.equal(stampNamedStreams({}), { carrier: 'off', streams: {} });
  assert.equal(stampNamedStreams({ KINESIS_OTEL_STAMP_STREAMS: ' orders ,returns,' }), {
    carrier: 'off',
    streams: { orders: { carrier: 'payload' }, returns: { carrier: 'payload' } },
  });
  assert.equal(stampNamedStreams({ KINESIS_OTEL_STAMP_STREAMS: 'orders,*' }), {});
});

test.run();
