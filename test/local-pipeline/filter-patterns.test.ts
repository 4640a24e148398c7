import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  checkFilterPatterns,
  type FilterPattern,
} from '../../packages/local-pipeline/src/event-source-mapping/filter/filter-pattern.ts';
import { createRecordFilter } from '../../packages/local-pipeline/src/event-source-mapping/filter/record-filter.ts';
import { lambdaRecord } from '../../packages/local-pipeline/src/event-source-mapping/lambda-event.ts';

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
// https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis-filtering.html#filtering-kinesis-proper
const test = suite('local-pipeline / filter-patterns');

function passes(patterns: FilterPattern | readonly FilterPattern[], data: string | object, key = 'EDDF'): boolean {
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  const record = {
    SequenceNumber: '49680466003039118831694449189946497021881597097209233410',
    PartitionKey: key,
    Data: Buffer.from(text).toString('base64'),
    ApproximateArrivalTimestamp: 1795367964.357,
  };
  const source = { streamName: 'flights', shardId: 'shardId-000000000000', functionName: 'consumer' };
  const list = Array.isArray(patterns) ? (patterns as readonly FilterPattern[]) : [patterns as FilterPattern];
  return createRecordFilter(list)(lambdaRecord(record, source));
}

function refusal(patterns: unknown): string {
  try {
    checkFilterPatterns('filterPatterns', patterns);
  } catch (error) {
    return (error as Error).message;
  }
  return 'accepted';
}

test('every field of a pattern has to match, other fields of the data are ignored', () => {
  const pattern = { data: { city: ['Seattle'], day: ['Monday'] } };

  assert.ok(passes(pattern, { city: 'Seattle', day: 'Monday', more: 1 }));
  assert.not(passes(pattern, { city: 'Seattle', day: 'Friday' }));
  assert.not(passes(pattern, { city: 'Seattle' }));
});

test('a pattern goes into objects, and into the objects of an array', () => {
  const pattern = { data: { order: { type: ['buy'], stock: ['ANYCO'] } } };

  assert.ok(passes(pattern, { record: 1, order: { type: 'buy', stock: 'ANYCO' } }));
  assert.not(passes(pattern, { order: { type: 'sell', stock: 'ANYCO' } }));
  assert.not(passes(pattern, { order: 'buy' }));
  assert.ok(passes(pattern, { order: [{ type: 'sell' }, { type: 'buy', stock: 'ANYCO' }] }));
  assert.not(passes(pattern, { order: [{ type: 'buy' }, { stock: 'ANYCO' }] }));
});

test('a field of a missing object does not exist', () => {
  assert.ok(passes({ data: { order: { note: [{ exists: false }] } } }, { record: 1 }));
});

test('the partition key is metadata, whatever the data', () => {
  const pattern = { partitionKey: [{ prefix: 'ED' }] };

  assert.ok(passes(pattern, 'no JSON'));
  assert.not(passes(pattern, 'no JSON', 'KSFO'));
  assert.not(passes({ ...pattern, data: { a: [1] } }, { a: 1 }, 'KSFO'));
});

test('with a pattern on data, a record whose data is not JSON is dropped', () => {
  const lenient = { data: { a: [{ exists: false }] } };

  assert.ok(passes(lenient, '{}'));
  for (const data of ['', 'text', '{"a":', '7', '"text"']) assert.not(passes(lenient, data), data);
});

test('of several patterns one is enough, also where another needs data that is none', () => {
  const patterns = [{ data: { a: [1] } }, { partitionKey: ['KSFO'] }];

  assert.ok(passes(patterns, { a: 1 }));
  assert.ok(passes(patterns, 'no JSON', 'KSFO'));
  assert.not(passes(patterns, { a: 2 }));
});

test('no pattern lets everything through', () => {
  assert.ok(passes([], 'no JSON'));
});

test('$or takes patterns beside the fields, at any level', () => {
  const pattern = { data: { city: ['Seattle'], $or: [{ month: ['May'] }, { temperature: [{ numeric: ['>', 30] }] }] } };

  assert.ok(passes(pattern, { city: 'Seattle', month: 'May' }));
  assert.ok(passes(pattern, { city: 'Seattle', temperature: 31 }));
  assert.not(passes(pattern, { city: 'Seattle', month: 'June', temperature: 30 }));
  assert.not(passes(pattern, { city: 'Rome', month: 'May' }));
  assert.ok(passes({ $or: [{ partitionKey: ['EDDF'] }, { data: { a: [1] } }] }, { a: 2 }));
});

test('a pattern can be JSON text, as in FilterCriteria', () => {
  assert.ok(passes('{ "data": { "order": { "type": [ "buy" ] } } }', { order: { type: 'buy' } }));
  assert.not(passes('{ "data": { "order": { "type": [ "buy" ] } } }', { order: { type: 'sell' } }));
});

test('what is wrong in a pattern is refused with its place, its value and the cure', () => {
  const rule = (value: unknown): unknown => [{ data: { a: value } }];
  const wrong: readonly (readonly [unknown, RegExp])[] = [
    [{}, /`filterPatterns` is an object\. Give a list of at most 5/],
    [
      Array.from({ length: 6 }, () => ({ data: { a: [1] } })),
      /`filterPatterns` is an array\. Give a list of at most 5/,
    ],
    [['{ "data"'], /`filterPatterns\[0\]` is .*Give JSON: SyntaxError/],
    [['7'], /`filterPatterns\[0\]` is "7"\. Give an object/],
    [[{}], /`filterPatterns\[0\]` is an object\. Give at least one field/],
    [[{ colour: ['red'] }], /`filterPatterns\[0\]\.colour` .*Give one of data, partitionKey/],
    [[{ data: ['text'] }], /`filterPatterns\[0\]\.data` is an array\. Give an object: .*JSON/],
    [[{ $or: [{ data: ['text'] }, { data: { a: [1] } }] }], /`filterPatterns\[0\]\.\$or\[0\]\.data` is an array/],
    [rule('text'), /`filterPatterns\[0\]\.data\.a` is "text"\. Give a list of rules or an object/],
    [rule([]), /`filterPatterns\[0\]\.data\.a` is an array/],
    [rule([['x']]), /`filterPatterns\[0\]\.data\.a\[0\]` is an array\. Give values and operators/],
    [rule([{ begins: 'x' }]), /`filterPatterns\[0\]\.data\.a\[0\]` is "begins"\. Give one operator of prefix/],
    [rule([{ prefix: 7 }]), /`filterPatterns\[0\]\.data\.a\[0\]\.prefix` .*Give a string/],
    [rule([{ suffix: 7 }]), /\.suffix` .*Give a string/],
    [rule([{ 'equals-ignore-case': null }]), /\.equals-ignore-case` is null\. Give a string/],
    [rule([{ 'anything-but': [1, 'x'] }]), /\.anything-but` is an array\. Give a string, a number/],
    [rule([{ 'anything-but': { numeric: ['=', 1] } }]), /\.anything-but` is an object\. Give one of prefix/],
    [rule([{ numeric: ['>'] }]), /\.numeric` is an array\. Give one or two comparisons/],
    [rule([{ numeric: ['!', 7] }]), /\.numeric` is "!"\. Give one of = < <= > >=/],
    [rule([{ numeric: ['>', '7'] }]), /\.numeric` is "7"\. Give a number/],
    [rule([{ exists: 'yes' }]), /\.exists` is "yes"\. Give true or false/],
    [[{ data: { $or: [{ a: [1] }] } }], /`filterPatterns\[0\]\.data\.\$or` is an array\. Give a list of at least two/],
  ];

  for (const [patterns, message] of wrong) assert.match(refusal(patterns), message);
  assert.is(refusal(undefined), 'accepted');
  assert.is(refusal(Array.from({ length: 5 }, () => ({ data: { a: [1] } }))), 'accepted');
});

test.run();
