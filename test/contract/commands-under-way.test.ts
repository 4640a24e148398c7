import { commandsUnderWay } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('contract / commands-under-way');

test('commands are under way while they are sent, for every copy, and no longer', () => {
  const [one, copy] = [commandsUnderWay('test sends'), commandsUnderWay('test sends')];
  const command = {};

  const during = one.during([command, undefined], () => copy.has(command));

  assert.equal([during, one.has(command)], [true, false]);
});

test('a send that throws has ended too', () => {
  const sends = commandsUnderWay('test sends');
  const command = {};
  const error = new Error('refused');

  assert.throws(
    () =>
      sends.during([command], () => {
        throw error;
      }),
    (thrown: unknown) => thrown === error,
  );

  assert.not.ok(sends.has(command));
});

test('what is under way for one purpose is not for another, and what is no object never is', () => {
  const command = {};

  const seen = commandsUnderWay('test sends').during([command, 'text'], () => [
    commandsUnderWay('test other').has(command),
    commandsUnderWay('test sends').has('text'),
  ]);

  assert.equal(seen, [false, false]);
});

test.run();
