import {
  type KinesisClient,
  type KinesisServiceException,
  ListShardsCommand,
  PutRecordCommand,
  type PutRecordCommandOutput,
} from '@aws-sdk/client-kinesis';
import { NodeHttp2Handler, NodeHttpHandler } from '@smithy/node-http-handler';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { KinesisFaults } from '../../packages/local-pipeline/src/kinesis/kinesis-faults.ts';
import { createKinesisPool, type LocalKinesis } from '../support/local-kinesis.ts';
import { rejects } from '../support/rejects.ts';

/* Errors: https://docs.aws.amazon.com/kinesis/latest/APIReference/CommonErrors.html. */
const test = suite('local-pipeline / kinesis faults');
const pool = createKinesisPool();
let kinesis: LocalKinesis;

test.before(async () => {
  kinesis = await pool.start();
});

test.after.each(() => kinesis.controls.setFaults(undefined));

test.after(pool.stop);

interface Putting {
  readonly stream: string;
  readonly client: KinesisClient;
  put(): Promise<PutRecordCommandOutput>;
  accepted(): number;
}

const protocols = {
  'HTTP/1.1': (requestTimeout: number) => new NodeHttpHandler({ requestTimeout, throwOnRequestTimeout: true }),
  'HTTP/2': (requestTimeout: number) => new NodeHttp2Handler({ requestTimeout }),
} as const;

async function putting(
  protocol: keyof typeof protocols = 'HTTP/2',
  maxAttempts = 1,
  timeoutMs = 5000,
): Promise<Putting> {
  const stream = await kinesis.createStream(1);
  const client = kinesis.sdkClient({ requestHandler: protocols[protocol](timeoutMs), maxAttempts });
  return {
    stream,
    client,
    put: () => client.send(new PutRecordCommand({ StreamName: stream, PartitionKey: 'EDDF', Data: Buffer.from('1') })),
    accepted: () => kinesis.book.ledger.counts(stream).accepted,
  };
}

/** Gives the numbers in turn, then 0.99. */
function sequence(...numbers: number[]): () => number {
  return () => numbers.shift() ?? 0.99;
}

for (const protocol of ['HTTP/1.1', 'HTTP/2'] as const) {
  test(`over ${protocol}, a call that is dropped is never answered`, async () => {
    const { put, accepted } = await putting(protocol, 1, 100);
    kinesis.controls.setFaults({ dropRate: 1 });

    const error = await rejects(put());

    assert.is(error.name, 'TimeoutError');
    assert.is(accepted(), 0);
  });

  test(`over ${protocol}, a connection that is reset is an error the SDK tries again`, async () => {
    const { put, accepted } = await putting(protocol, 2);
    kinesis.controls.setFaults({ resetRate: 0.5, random: sequence(0.4, 0.6) });

    const answer = await put();

    assert.is(answer.$metadata.attempts, 2);
    assert.is(accepted(), 1);
  });

  test(`over ${protocol}, a reset is no timeout`, async () => {
    const { put } = await putting(protocol, 1, 1000);
    kinesis.controls.setFaults({ resetRate: 1 });

    const error = await rejects(put());

    assert.match(error.message, /ECONNRESET|did not get a response/);
  });

  test(`over ${protocol}, a call that failed after the stream took it makes a duplicate when tried again`, async () => {
    const { put, accepted } = await putting(protocol, 2);
    kinesis.controls.setFaults({ resetRate: 0.5, when: 'after', random: sequence(0.4, 0.6) });

    const answer = await put();

    assert.is(answer.$metadata.attempts, 2);
    assert.is(accepted(), 2);
  });

  test(`over ${protocol}, errors are those of a service in trouble`, async () => {
    const { put, accepted } = await putting(protocol);
    kinesis.controls.setFaults({ errorRate: 1, random: sequence(0, 0.4, 0, 0.6) });

    const errors = [await rejects(put()), await rejects(put())] as KinesisServiceException[];

    assert.equal(
      errors.map(({ name, $metadata }) => `${$metadata.httpStatusCode} ${name}`),
      ['500 InternalFailure', '503 ServiceUnavailable'],
    );
    assert.is(accepted(), 0);
  });
}

test('one number decides on the fault of a call: dropped, then reset, then an error, then none', async () => {
  const { put } = await putting('HTTP/1.1', 1, 100);
  const outcomes: string[] = [];
  const rates = { dropRate: 0.25, resetRate: 0.25, errorRate: 0.25 };

  for (const drawn of [0, 0.24, 0.25, 0.49, 0.5, 0.74, 0.75, 0.99]) {
    kinesis.controls.setFaults({ ...rates, random: sequence(drawn, 0) });
    outcomes.push(
      await put().then(
        () => 'fine',
        (error: Error & { code?: string }) => error.code ?? error.name,
      ),
    );
  }

  const expected = ['ETIMEDOUT', 'ECONNRESET', 'InternalFailure', 'fine'];
  assert.equal(
    outcomes,
    expected.flatMap((outcome) => [outcome, outcome]),
  );
});

test('latency puts a call off, evenly within its range', async () => {
  const { put } = await putting();
  await put();
  const timed = async (faults: KinesisFaults): Promise<number> => {
    kinesis.controls.setFaults(faults);
    const startedAtMs = performance.now();
    await put();
    return performance.now() - startedAtMs;
  };

  const fixedMs = await timed({ latencyMs: 80 });
  const drawnMs = await timed({ latencyMs: { from: 50, to: 150 }, random: sequence(0, 0.5) });

  // A timer may fire a millisecond early.
  assert.ok(fixedMs >= 79);
  assert.ok(drawnMs >= 99);
});

test('faults can be of some operations only', async () => {
  const { put, stream, client, accepted } = await putting();
  kinesis.controls.setFaults({ errorRate: 1, operations: ['PutRecord'] });

  const error = await rejects(put());
  const { Shards } = await client.send(new ListShardsCommand({ StreamName: stream }));

  assert.match(error.name, /^(InternalFailure|ServiceUnavailable)$/);
  assert.is(Shards?.length, 1);
  assert.is(accepted(), 0);
});

test('what the pipeline itself asks is spared until its operation is named', async () => {
  const { stream } = await putting();
  const ask = (): Promise<unknown> => kinesis.ownClient.call('ListShards', { StreamName: stream });
  kinesis.controls.setFaults({ errorRate: 1 });

  await ask();
  kinesis.controls.setFaults({ errorRate: 1, operations: ['ListShards'] });
  const error = await rejects(ask());

  assert.match(error.name, /^(InternalFailure|ServiceUnavailable)$/);
});

test('a fault is over when it is taken back', async () => {
  const { put, accepted } = await putting();
  kinesis.controls.setFaults({ errorRate: 1 });
  await rejects(put());

  kinesis.controls.setFaults(undefined);
  await put();

  assert.is(accepted(), 1);
});

test('faults handed over cannot be changed from outside', async () => {
  const { put } = await putting();
  const faults = { errorRate: 0 };
  kinesis.controls.setFaults(faults);

  faults.errorRate = 1;

  await put();
});

const wrong: readonly (readonly [unknown, RegExp])[] = [
  [{ dropRat: 1 }, /`dropRat` is 1\. Did you mean `dropRate`/],
  [{ dropRate: 1.1 }, /`dropRate` is 1\.1\. Give a number from 0 to 1/],
  [{ errorRate: '1' }, /`errorRate` is "1"/],
  [{ resetRate: Number.NaN }, /`resetRate` is /],
  [{ dropRate: 0.6, resetRate: 0.6 }, /`dropRate \+ resetRate \+ errorRate` is 1\.2/],
  [{ latencyMs: -1 }, /`latencyMs` is -1\. Give 0 to 600000/],
  [{ latencyMs: { from: 5, to: 4 } }, /`latencyMs` is /],
  [{ operations: ['PutRecrods'] }, /`operations\[0\]` is "PutRecrods"/],
  [{ operations: 'PutRecords' }, /`operations` is "PutRecords"\. Give an array/],
  [{ when: 'later' }, /`when` is "later"/],
  [{ random: 0.5 }, /`random` is 0\.5/],
  [null, /`faults` is null/],
];

for (const [faults, message] of wrong) {
  test(`${JSON.stringify(faults)} is refused at the call`, () => {
    assert.throws(() => kinesis.controls.setFaults(faults as KinesisFaults), message);
  });
}

test.run();
