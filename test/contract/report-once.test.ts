import { createReportOnce, withoutThrowing } from '@kinesis-otel/contract';
import * as td from 'testdouble';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('contract / report-once');

test.after.each(() => td.reset());

test('says each message once, with the cause it came with first', () => {
  const said: unknown[][] = [];
  const reportOnce = createReportOnce((...words) => said.push(words));
  const cause = new Error('first');

  reportOnce('a', cause);
  reportOnce('a', new Error('second'));
  reportOnce('b');
  reportOnce('b');

  assert.equal(said, [['a', cause], ['b']]);
  assert.is(said[0]?.[1], cause);
});

test('two reporters remember for themselves', () => {
  const said: string[] = [];
  const [one, other] = [0, 1].map(() => createReportOnce((message) => said.push(message)));

  one?.('a');
  other?.('a');

  assert.equal(said, ['a', 'a']);
});

test('work that succeeds gives its result and no report', () => {
  const reportOnce = td.func<(message: string, cause?: unknown) => void>();

  const result = withoutThrowing(reportOnce, 'failed', 'fallback', () => 'result');

  assert.is(result, 'result');
  assert.is(td.explain(reportOnce).callCount, 0);
});

test('work that throws gives the fallback and reports its error', () => {
  const reportOnce = td.func<(message: string, cause?: unknown) => void>();
  const error = new Error('x');

  const result = withoutThrowing(reportOnce, 'failed', 'fallback', () => {
    throw error;
  });

  assert.is(result, 'fallback');
  td.verify(reportOnce('failed', error), { times: 1 });
});

test('a reporter whose logger throws does not throw, and Node says it', async () => {
  const warned = new Promise<Error>((resolve) => process.once('warning', resolve));
  const reportOnce = createReportOnce(() => {
    throw new Error('broken logger');
  });

  reportOnce('something is wrong');

  assert.is((await warned).message, 'something is wrong');
});

test.run();
