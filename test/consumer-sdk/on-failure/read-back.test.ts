import { Kinesis, type PutRecordsRequestEntry } from '@aws-sdk/client-kinesis';
import { instrumentOnFailureHandler, type OnFailureOptions, type StreamReader } from '@kinesis-otel/consumer-sdk';
import { buildInvocationContext } from '@kinesis-otel/consumer-sdk/testing';
import { diag } from '@opentelemetry/api';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { collectWarnings } from '../../support/collect-warnings.ts';
import { buildFailure, sqsEvent } from '../../support/failure-document.ts';
import { createInMemoryTelemetry } from '../../support/in-memory-telemetry.ts';
import { createKinesisPool } from '../../support/local-kinesis.ts';
import { numberedCarrier, stampJson } from '../../support/sample-carrier.ts';
import { numberedSpanContext } from '../../support/sample-context.ts';

const test = suite('consumer-sdk / on-failure / reading a batch back from its stream');
const pool = createKinesisPool();
const clients: Kinesis[] = [];

test.after(async () => {
  for (const client of clients) client.destroy();
  await pool.stop();
});
test.after.each(() => diag.disable());

const traceOf = (number: number) => numberedSpanContext(number, 9).traceId;

/** Puts one record for each number, in a trace of that number, into a stream of one shard; gives their places. */
async function putTraced(numbers: readonly number[]) {
  const kinesis = await pool.start();
  const stream = await kinesis.createStream(1);
  const client = new Kinesis({
    endpoint: kinesis.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
  clients.push(client);
  const Records: PutRecordsRequestEntry[] = numbers.map((number) => ({
    Data: stampJson('{}', numberedCarrier(number, 9)),
    PartitionKey: 'k',
  }));
  const put = await client.putRecords({ StreamName: stream, Records });
  const streamArn = `arn:aws:kinesis:us-east-1:000000000000:stream/${stream}`;
  return { client, streamArn, places: put.Records?.map(({ SequenceNumber }) => SequenceNumber ?? '') ?? [] };
}

/** A document about the records from one place to another. */
function documentOf(streamArn: string, from: string | undefined, to: string | undefined, batchSize: number) {
  const { document } = buildFailure([{ data: '1' }]);
  const range = { streamArn, shardId: 'shardId-000000000000', startSequenceNumber: from, endSequenceNumber: to };
  return { ...document, KinesisBatchInfo: { ...document.KinesisBatchInfo, ...range, batchSize } };
}

/** Hands a document to a handler, and gives what its span says of the records. */
async function tell(document: object, options: OnFailureOptions, context?: object) {
  const { tracerProvider, meterProvider, spans, sum } = createInMemoryTelemetry();
  const defaults = { maxReadsPerSecond: 5, readTimeoutMs: 30_000 };
  const handler = instrumentOnFailureHandler((_event: object, _context?: object) => 'answer', {
    ...{ tracerProvider, meterProvider },
    ...defaults,
    ...options,
  });
  const answer = await handler(sqsEvent(document), context);
  const [span] = spans();
  const links = span?.links.map(({ context: { traceId }, attributes }) => [
    traceId,
    attributes?.['kinesis_otel.dead_letter.candidate'] === true,
  ]);
  return {
    answer,
    links,
    found: span?.attributes['kinesis_otel.dead_letter.records'],
    count: await sum('DLQMessages'),
  };
}

test('a range that holds as many records as the batch had is the batch: each producer’s trace is linked', async () => {
  const { client, streamArn, places } = await putTraced([1, 2, 3, 4]);

  const told = await tell(documentOf(streamArn, places[1], places[2], 2), { readStream: client });

  assert.equal(told, {
    answer: 'answer',
    links: [2, 3].map((number) => [traceOf(number), false]),
    found: 'stream',
    count: 2,
  });
});

test('where it holds more, the first and the last are the batch’s and the others candidates', async () => {
  const { client, streamArn, places } = await putTraced([1, 2, 3, 4]);

  const told = await tell(documentOf(streamArn, places[0], places[3], 2), { readStream: client });

  assert.is(told.found, 'candidates');
  assert.equal(told.links, [
    [traceOf(1), false],
    [traceOf(4), false],
    [traceOf(2), true],
    [traceOf(3), true],
  ]);
});

test('without a stream to read, nothing is read', async () => {
  const { streamArn, places } = await putTraced([1]);

  const told = await tell(documentOf(streamArn, places[0], places[0], 1), {});

  assert.equal([told.found, told.links, told.count], ['not read', [], 1]);
});

test('a shard that is gone is said to be trimmed', async () => {
  const { client, streamArn, places } = await putTraced([1]);
  const gone = documentOf(streamArn, places[0], places[0], 1);

  const told = await tell(
    { ...gone, KinesisBatchInfo: { ...gone.KinesisBatchInfo, shardId: 'shardId-000000000009' } },
    { readStream: client },
  );

  assert.equal([told.found, told.links, told.count], ['trimmed', [], 1]);
});

type Call = { readonly operation: string; readonly input: object };

/** A reader of a stream whose shard has these records, a page for each call. */
function pagedReader(pages: readonly { readonly numbers: readonly number[]; readonly behindMs?: number }[]) {
  const calls: Call[] = [];
  const reader: StreamReader = {
    getShardIterator: async (input) => {
      calls.push({ operation: 'GetShardIterator', input });
      return { ShardIterator: '0' };
    },
    getRecords: async (input) => {
      calls.push({ operation: 'GetRecords', input });
      const at = Number(input.ShardIterator);
      const { numbers = [], behindMs = 0 } = pages[at] ?? {};
      return {
        Records: numbers.map((number) => ({
          SequenceNumber: String(number),
          Data: stampJson('{}', numberedCarrier(number, 9)),
        })),
        MillisBehindLatest: behindMs,
        ...(at + 1 < pages.length ? { NextShardIterator: String(at + 1) } : {}),
      };
    },
  };
  return { reader, calls };
}

const streamArn = 'arn:aws:kinesis:us-east-1:000000000000:stream/flights';

test('records that have expired are said to be trimmed, and what is left is linked', async () => {
  const { reader } = pagedReader([{ numbers: [3, 4] }]);

  const told = await tell(documentOf(streamArn, '1', '4', 4), { readStream: reader });

  assert.is(told.found, 'trimmed');
  assert.equal(told.links, [
    [traceOf(4), false],
    [traceOf(3), true],
  ]);
});

test('as many as the batch had are not the batch where its first record has expired', async () => {
  const { reader } = pagedReader([{ numbers: [3, 4, 5] }]);

  const told = await tell(documentOf(streamArn, '1', '5', 3), { readStream: reader });

  assert.is(told.found, 'trimmed');
  assert.equal(told.links, [
    [traceOf(5), false],
    [traceOf(3), true],
    [traceOf(4), true],
  ]);
});

test('it asks for the batch’s place, no more records than it had, and goes on over empty pages', async () => {
  const { reader, calls } = pagedReader([
    { numbers: [], behindMs: 9 },
    { numbers: [1, 2], behindMs: 9 },
    { numbers: [3, 4] },
  ]);

  const told = await tell(documentOf(streamArn, '1', '3', 3), { readStream: reader });

  assert.is(told.found, 'stream');
  assert.equal(calls, [
    {
      operation: 'GetShardIterator',
      input: {
        StreamARN: streamArn,
        ShardId: 'shardId-000000000000',
        ShardIteratorType: 'AT_SEQUENCE_NUMBER',
        StartingSequenceNumber: '1',
      },
    },
    ...['0', '1', '2'].map((ShardIterator) => ({
      operation: 'GetRecords',
      input: { StreamARN: streamArn, ShardIterator, Limit: 3 },
    })),
  ]);
});

test('one batch takes five reads at most', async () => {
  const { reader, calls } = pagedReader(Array.from({ length: 9 }, () => ({ numbers: [], behindMs: 9 })));

  const told = await tell(documentOf(streamArn, '1', '3', 3), { readStream: reader });

  assert.is(told.found, 'cut short');
  assert.is(calls.filter(({ operation }) => operation === 'GetRecords').length, 5);
});

test('a read whose turn would come too late is not made', async () => {
  const { reader, calls } = pagedReader([{ numbers: [1] }]);

  const told = await tell(documentOf(streamArn, '1', '1', 1), {
    readStream: reader,
    maxReadsPerSecond: 1,
    readTimeoutMs: 500,
  });

  assert.is(told.found, 'rate limited');
  assert.equal(
    calls.map(({ operation }) => operation),
    ['GetShardIterator'],
  );
});

test('the time Lambda has left bounds reading too', async () => {
  const reader = { ...pagedReader([]).reader, getShardIterator: () => new Promise<never>(() => undefined) };

  const told = await tell(
    documentOf(streamArn, '1', '1', 1),
    { readStream: reader },
    buildInvocationContext({ remainingMs: 750 }),
  );

  assert.equal([told.found, told.answer, told.count], ['timed out', 'answer', 1]);
});

for (const [what, reader, document] of [
  [
    'a reader that rejects',
    { getShardIterator: () => Promise.reject(new Error('denied')) },
    documentOf(streamArn, '1', '1', 1),
  ],
  [
    'a reader that answers nonsense',
    { getShardIterator: async () => undefined as never },
    documentOf(streamArn, '1', '1', 1),
  ],
  ['a document without a range', {}, documentOf(streamArn, undefined, undefined, 1)],
] as const) {
  test(`${what} costs the links, and is said`, async () => {
    const warnings = collectWarnings();

    const told = await tell(document, { readStream: { ...pagedReader([]).reader, ...reader } });

    assert.equal([told.found, told.links, told.count, told.answer], ['failed', [], 1, 'answer']);
    assert.ok(warnings.some((each) => each.includes('could not be read back')));
  });
}

test.run();
