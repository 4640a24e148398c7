import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createClock } from '../../packages/local-pipeline/src/clock.ts';
import {
  createFailureDestination,
  type FailureTarget,
} from '../../packages/local-pipeline/src/event-source-mapping/on-failure/failure-destination.ts';
import { giveUpTo } from '../../packages/local-pipeline/src/event-source-mapping/on-failure/give-up-to.ts';
import { createStreamLedger } from '../../packages/local-pipeline/src/ledger/stream-ledger.ts';
import { createBucket } from '../../packages/local-pipeline/src/object-store/local-bucket.ts';
import { createQueue } from '../../packages/local-pipeline/src/queue/local-queue.ts';
import { createTopic } from '../../packages/local-pipeline/src/queue/local-topic.ts';
import { type Answer, driveShard, failing } from '../support/drive-shard.ts';

// https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
const test = suite('local-pipeline / mapping-on-failure');
const functionArn = 'arn:aws:lambda:us-east-1:000000000000:function:consumer';
const mappingUuid = '2b733adc-8ac3-cdf5-af3a-1827b3b11284';
const uuid = /^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/;
const arrivedAtMs = 1_573_691_884_835;

const throwing: Answer = () => {
  throw new Error('no');
};

interface Sent {
  readonly requestContext: { readonly requestId: string; readonly condition: string };
  readonly timestamp: string;
  readonly payload?: string;
}

/** Gives up what the answer fails and hands it to a destination. */
async function discard(target: FailureTarget | undefined, answer: Answer = throwing, age = {}): Promise<unknown> {
  const driven = driveShard({ maximumRetryAttempts: 1, answer, ...age });
  driven.put({ text: 'a', key: 'EDDF', arrivedAtMs }, { text: 'b', key: 'KSFO', arrivedAtMs: arrivedAtMs + 745 });
  await driven.drained();
  await driven.stop();
  const page = createStreamLedger();
  const giveUp = giveUpTo(target && createFailureDestination(target, functionArn, mappingUuid), page);
  for (const batch of driven.givenUp) giveUp(batch);
  return page.counts();
}

const batchInfo = {
  shardId: 'shardId-000000000000',
  startSequenceNumber: '49680466003039118831694449189946497021881597097209233410',
  endSequenceNumber: '49680466003039118831694449189946497021881597097209233411',
  approximateArrivalOfFirstRecord: '2019-11-14T00:38:04.835Z',
  approximateArrivalOfLastRecord: '2019-11-14T00:38:05.580Z',
  batchSize: 2,
  streamArn: 'arn:aws:kinesis:us-east-1:000000000000:stream/flights',
};

function expected({ requestContext, timestamp }: Sent, overrides: object = {}): object {
  assert.match(requestContext.requestId, uuid);
  assert.is(new Date(timestamp).toISOString(), timestamp);
  return {
    requestContext: {
      requestId: requestContext.requestId,
      functionArn,
      condition: 'RetryAttemptsExhausted',
      approximateInvokeCount: 2,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp,
    KinesisBatchInfo: batchInfo,
    ...overrides,
  };
}

test('a queue gets the document about the batch and no records', async () => {
  const queue = createQueue('failures', 30_000, createClock());

  await discard({ queue });

  const sent = queue.messages().map(({ body }) => JSON.parse(body) as Sent);
  assert.is(sent.length, 1);
  assert.equal(
    sent,
    sent.map((each) => expected(each)),
  );
});

test('a topic carries the same document as its message', async () => {
  const queue = createQueue('subscriber', 30_000, createClock());

  await discard({ topic: createTopic('failures', [queue]) });

  const [message] = queue.messages();
  const { Message } = JSON.parse(message?.body ?? '') as { readonly Message: string };
  const document = JSON.parse(Message) as Sent;
  assert.equal(document, expected(document));
});

test('a bucket gets the document together with the whole event as text', async () => {
  const bucket = createBucket('failures');

  await discard({ bucket });

  const [object] = bucket.list();
  const { payload = '', ...document } = JSON.parse(bucket.get(object?.key ?? '') ?? '') as Sent;
  assert.equal(document, expected(document));
  const { Records } = JSON.parse(payload) as { readonly Records: readonly { readonly kinesis: object }[] };
  assert.equal(
    Records.map(({ kinesis }) => kinesis),
    ['a', 'b'].map((text, index) => ({
      kinesisSchemaVersion: '1.0',
      partitionKey: ['EDDF', 'KSFO'][index],
      sequenceNumber: [batchInfo.startSequenceNumber, batchInfo.endSequenceNumber][index],
      data: Buffer.from(text).toString('base64'),
      approximateArrivalTimestamp: (arrivedAtMs + index * 745) / 1000,
    })),
  );
});

test("an object's key says mapping, shard and time", async () => {
  const bucket = createBucket('failures');

  await discard({ bucket });

  const [{ key } = { key: '' }] = bucket.list(`aws/lambda/${mappingUuid}/shardId-000000000000/`);
  const { timestamp } = JSON.parse(bucket.get(key) ?? '') as Sent;
  const day = `${timestamp.slice(0, 4)}/${timestamp.slice(5, 7)}/${timestamp.slice(8, 10)}`;
  const second = timestamp.slice(0, 19).replaceAll(':', '.');
  assert.ok(key.startsWith(`aws/lambda/${mappingUuid}/shardId-000000000000/${day}/${second}-`), key);
  assert.match(key.slice(-36), uuid);
});

test('a batch that reported its own failures has no function error', async () => {
  const queue = createQueue('failures', 30_000, createClock());

  await discard({ queue }, (event) => failing(event, 'a', 'b'));

  const [message] = queue.messages();
  const document = JSON.parse(message?.body ?? '') as Sent;
  const responseContext = { statusCode: 200, executedVersion: '$LATEST' };
  assert.equal(document, expected(document, { responseContext }));
});

test('a batch that was too old to be sent has no response', async () => {
  const queue = createQueue('failures', 30_000, createClock());

  await discard({ queue }, throwing, { maximumRecordAgeMs: 60_000 });

  const [message] = queue.messages();
  const document = JSON.parse(message?.body ?? '') as Sent;
  const { responseContext, ...rest } = expected(document) as { readonly responseContext: object };
  const requestContext = { ...document.requestContext, condition: 'RecordAgeExceeded', approximateInvokeCount: 0 };
  assert.ok(responseContext);
  assert.equal(document, { ...rest, requestContext });
});

test('records are counted as dead-lettered where there is a destination, else as dropped', async () => {
  const none = (await discard(undefined)) as { readonly dropped: number; readonly deadLettered: number };
  const some = (await discard({ bucket: createBucket('failures') })) as typeof none;

  assert.equal([none.dropped, none.deadLettered], [2, 0]);
  assert.equal([some.dropped, some.deadLettered], [0, 2]);
});

test.run();
