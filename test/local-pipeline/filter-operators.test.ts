import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createRecordFilter } from '../../packages/local-pipeline/src/event-source-mapping/filter/record-filter.ts';
import { lambdaRecord } from '../../packages/local-pipeline/src/event-source-mapping/lambda-event.ts';

// https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filtering-syntax
// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
const test = suite('local-pipeline / filter-operators');

/** Which of the JSON texts a rule on their field `f` lets through; the rule as JSON text too, so that numbers keep their form. */
function passing(rules: string, ...values: readonly string[]): readonly string[] {
  const filter = createRecordFilter([`{"data":{"f":${rules}}}`]);
  return values.filter((value) => filter(recordOf(`{"f":${value}}`)));
}

function recordOf(text: string): ReturnType<typeof lambdaRecord> {
  const record = {
    SequenceNumber: '49680466003039118831694449189946497021881597097209233410',
    PartitionKey: 'EDDF',
    Data: Buffer.from(text).toString('base64'),
    ApproximateArrivalTimestamp: 1795367964.357,
  };
  return lambdaRecord(record, { streamName: 'flights', shardId: 'shardId-000000000000', functionName: 'consumer' });
}

function passesWithout(rules: string): boolean {
  return createRecordFilter([`{"data":{"f":${rules}}}`])(recordOf('{"other":1}'));
}

test('a value equals, with its case and its type', () => {
  assert.equal(passing('["Alice"]', '"Alice"', '"alice"', '"Alice "', 'null', '1'), ['"Alice"']);
  assert.equal(passing('[true]', 'true', 'false', '"true"'), ['true']);
});

test('several values are an or', () => {
  assert.equal(passing('["Credit","Debit",7]', '"Credit"', '"Debit"', '"Cash"', '7'), ['"Credit"', '"Debit"', '7']);
});

test('null and the empty string are values', () => {
  assert.equal(passing('[null]', 'null', '""', '0'), ['null']);
  assert.equal(passing('[""]', 'null', '""', '"x"'), ['""']);
  assert.not(passesWithout('[null]'));
});

test('a number equals as it is written', () => {
  assert.equal(passing('[300]', '300', '300.0', '3.0e2', '"300"'), ['300']);
  assert.equal(passing('[300.0]', '300', '300.0'), ['300.0']);
});

test('equals-ignore-case', () => {
  assert.equal(passing('[{"equals-ignore-case":"alice"}]', '"ALICE"', '"Alice"', '"Alicia"', '1'), [
    '"ALICE"',
    '"Alice"',
  ]);
});

test('prefix and suffix', () => {
  assert.equal(passing('[{"prefix":"us-"}]', '"us-east-1"', '"eu-us-"', '"US-east"', '7'), ['"us-east-1"']);
  assert.equal(passing('[{"suffix":".png"}]', '"a.png"', '".png.gz"', '"a.PNG"'), ['"a.png"']);
});

test('anything-but excludes a value or a list', () => {
  assert.equal(passing('[{"anything-but":"rain"}]', '"rain"', '"Rain"', '"sun"', '5', 'null'), [
    '"Rain"',
    '"sun"',
    '5',
    'null',
  ]);
  assert.equal(passing('[{"anything-but":["rain","sun"]}]', '"rain"', '"sun"', '"snow"'), ['"snow"']);
  assert.equal(passing('[{"anything-but":[1,2]}]', '1', '2', '3'), ['3']);
});

test('anything-but takes a rule on text', () => {
  assert.equal(passing('[{"anything-but":{"prefix":"us-"}}]', '"us-1"', '"eu-1"'), ['"eu-1"']);
  assert.equal(passing('[{"anything-but":{"suffix":".png"}}]', '"a.png"', '"a.gif"'), ['"a.gif"']);
  assert.equal(passing('[{"anything-but":{"equals-ignore-case":"rain"}}]', '"RAIN"', '"sun"'), ['"sun"']);
});

test('anything-but needs the field', () => {
  assert.not(passesWithout('[{"anything-but":"rain"}]'));
});

test('numeric compares numbers, however they are written, and nothing else', () => {
  assert.equal(passing('[{"numeric":["=",100]}]', '100', '1e2', '100.0', '101', '"100"'), ['100', '1e2', '100.0']);
  assert.equal(passing('[{"numeric":[">",10,"<=",20]}]', '10', '10.5', '20', '21'), ['10.5', '20']);
  assert.equal(passing('[{"numeric":["<",0]}]', '-1', '0'), ['-1']);
  assert.equal(passing('[{"numeric":[">=",0]}]', '-1', '0'), ['0']);
});

test('exists asks for a leaf: an object counts as missing', () => {
  assert.equal(passing('[{"exists":true}]', '1', 'null', '""', '{"g":1}'), ['1', 'null', '""']);
  assert.equal(passing('[{"exists":false}]', '1', 'null', '{"g":1}'), ['{"g":1}']);
  assert.ok(passesWithout('[{"exists":false}]'));
  assert.not(passesWithout('[{"exists":true}]'));
});

test('one value of an array is enough', () => {
  assert.equal(passing('["a"]', '["b","a"]', '["b"]', '[]'), ['["b","a"]']);
  assert.equal(passing('[{"prefix":"a"}]', '["b","ab"]', '["b"]'), ['["b","ab"]']);
});

test.run();
