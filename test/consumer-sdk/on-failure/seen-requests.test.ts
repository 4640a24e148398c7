import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createSeen } from '../../../packages/consumer-sdk/src/on-failure/seen-requests.ts';

const test = suite('consumer-sdk / on-failure / seen-requests');

test('an id is known from its second time on', () => {
  const wasSeen = createSeen();

  assert.equal(['a', 'b', 'a', 'b'].map(wasSeen), [false, false, true, true]);
});

test('no id is never known', () => {
  const wasSeen = createSeen();

  assert.equal([undefined, undefined].map(wasSeen), [false, false]);
});

test('beyond the limit the oldest is forgotten, and the others are not', () => {
  const wasSeen = createSeen(2);

  assert.equal(['a', 'b', 'c', 'b', 'c', 'a'].map(wasSeen), [false, false, false, true, true, false]);
});

test.run();
