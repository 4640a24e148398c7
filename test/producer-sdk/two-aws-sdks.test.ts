import { DescribeStreamSummaryCommand, Kinesis, KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { instrumentKinesisClient, uninstrumentKinesisClient } from '@kinesis-otel/producer-sdk';
import {
  KinesisClient as OlderClient,
  DescribeStreamSummaryCommand as OlderDescribe,
  Kinesis as OlderKinesis,
  PutRecordCommand as OlderPutRecord,
} from 'client-kinesis-older';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createAwsRequestHandler, offlineConfig } from '../support/aws-request-handler.ts';
import { createInMemoryTelemetry } from '../support/in-memory-telemetry.ts';
import { readStamped } from '../support/read-stamped.ts';

const test = suite('producer-sdk / two copies of the AWS SDK');

const { tracerProvider, meterProvider } = createInMemoryTelemetry();
const providers = { tracerProvider, meterProvider };
const input = { StreamName: 'orders', Data: Buffer.from('{"a":1}'), PartitionKey: 'k' };

/** What the type checker sees: each wrapped client still has its own class, and takes its own commands. */
const newer: (client: KinesisClient) => KinesisClient = (client) =>
  uninstrumentKinesisClient(instrumentKinesisClient(client, { discoverLimits: DescribeStreamSummaryCommand }));
const older: (client: OlderClient) => OlderClient = (client) =>
  uninstrumentKinesisClient(instrumentKinesisClient(client, { discoverLimits: OlderDescribe }));
// @ts-expect-error: the copies do not fit each other, and a parameter of one copy's class would refuse the other
const misfit: (client: OlderClient) => KinesisClient = older;

test('the copies are two', () => {
  assert.is.not(newer, older);
  assert.is(misfit, older);
  assert.is.not(KinesisClient as unknown, OlderClient);
});

/** The settings of two clients, and what the record each of them sends carries and says. */
function twoOffline() {
  const handlers = [createAwsRequestHandler({ SequenceNumber: '1' }), createAwsRequestHandler({ SequenceNumber: '1' })];
  const [one, other] = handlers.map((handler) => offlineConfig(handler) as never);
  const sent = () =>
    handlers
      .flatMap(({ requests }) => requests)
      .map(({ body }) => readStamped(Buffer.from((body as { Data: string }).Data, 'base64')));
  return { one: one as never, other: other as never, sent };
}

test('clients of both have their records stamped', async () => {
  const { one, other, sent } = twoOffline();
  const client: KinesisClient = instrumentKinesisClient(new KinesisClient(one), providers);
  const olderClient: OlderClient = instrumentKinesisClient(new OlderClient(other), providers);

  const answers = [await client.send(new PutRecordCommand(input)), await olderClient.send(new OlderPutRecord(input))];

  assert.equal(
    answers.map(({ SequenceNumber }) => SequenceNumber),
    ['1', '1'],
  );
  assert.is(sent().length, 2);
  for (const { carrier, payload } of sent()) assert.equal([carrier === undefined, payload], [false, '{"a":1}']);
});

test('so have those with a method for each operation', async () => {
  const { one, other, sent } = twoOffline();
  const client: Kinesis = instrumentKinesisClient(new Kinesis(one), providers);
  const olderClient: OlderKinesis = instrumentKinesisClient(new OlderKinesis(other), providers);

  await client.putRecord(input);
  await olderClient.putRecord(input);

  assert.is(sent().length, 2);
  for (const { carrier, payload } of sent()) assert.equal([carrier === undefined, payload], [false, '{"a":1}']);
});

test.run();
