import * as td from 'testdouble';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createPutThrough, rejecting } from '../support/put-through.ts';

const test = suite('producer-sdk / KINESIS_OTEL_DEBUG');

test.after.each(() => {
  td.reset();
  delete process.env.KINESIS_OTEL_DEBUG;
});

async function linesOf(records: readonly object[], answer: object): Promise<string[]> {
  const lines: string[] = [];
  const { put } = createPutThrough({}, () => answer);
  td.replace(process.stderr, 'write', (text: string) => lines.push(text));
  await put(records);
  td.reset();
  return lines;
}

const records = [{ Data: '{"secret":1}', PartitionKey: 'mine' }, { Data: 'text' }, { Data: '{}' }];

test('one line tells a put call, and nothing of what its records say', async () => {
  process.env.KINESIS_OTEL_DEBUG = '1';

  const lines = await linesOf(records, rejecting(3, 2));

  assert.is(lines.length, 1);
  assert.match(
    lines[0] ?? '',
    /^kinesis-otel: PutRecords orders: 3 records, 2 injected, 1 skipped unknown_format, 1 rejected ProvisionedThroughputExceededException, \d+ ms\n$/,
  );
});

test('without it nothing is told', async () => {
  assert.equal(await linesOf(records, rejecting(3)), []);
});

test.run();
