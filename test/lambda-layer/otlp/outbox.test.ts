import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createBackOff } from '../../../packages/lambda-layer/src/otlp/back-off.ts';
import { createOutbox } from '../../../packages/lambda-layer/src/otlp/outbox.ts';
import type { PostOutcome } from '../../../packages/lambda-layer/src/otlp/post.ts';

const test = suite('lambda-layer / otlp / outbox');
const time = { limitMs: 1000, isAwaited: true, isLast: false };

function build(outcomes: readonly PostOutcome['outcome'][]) {
  const said: string[] = [];
  const kept: string[] = [];
  const sent: string[] = [];
  const waiting: string[] = [];
  const source = {
    take: async () => waiting.splice(0).map((text) => ({ bytes: Buffer.from(text), keep: () => void kept.push(text) })),
  };
  const left = [...outcomes];
  const outbox = createOutbox(
    'spans',
    source,
    async (bytes) => {
      sent.push(Buffer.from(bytes).toString());
      const outcome = left.shift() ?? 'accepted';
      return { outcome, reason: outcome === 'accepted' ? '' : outcome };
    },
    (message) => void said.push(message),
  );
  return { outbox, waiting, sent, kept, said };
}

test('what is waiting is sent, and nothing is said', async () => {
  const { outbox, waiting, sent, kept, said } = build([]);
  waiting.push('a', 'b');

  await outbox.flush(time);

  assert.equal([sent, kept, said], [['a', 'b'], [], []]);
});

test('what cannot be sent is kept, and its receiver left alone for a while', async () => {
  const { outbox, waiting, sent, kept, said } = build(['unreachable']);
  waiting.push('a');

  await outbox.flush(time);
  waiting.push('b');
  await outbox.flush(time);

  assert.equal([sent, kept, waiting], [['a'], ['a'], ['b']]);
  assert.equal(said, ['spans were not exported: unreachable']);
});

test('the last flush asks whatever was before', async () => {
  const { outbox, waiting, sent } = build(['unreachable']);
  waiting.push('a');
  await outbox.flush(time);
  waiting.push('b');

  await outbox.flush({ ...time, isLast: true });

  assert.equal(sent, ['a', 'b']);
});

test('what is refused is dropped, and the next is sent at once', async () => {
  const { outbox, waiting, sent, kept, said } = build(['refused']);
  waiting.push('a');
  await outbox.flush(time);
  waiting.push('b');
  await outbox.flush(time);

  assert.equal([sent, kept], [['a', 'b'], []]);
  assert.equal(said, ['spans were not exported: refused']);
});

test('a source that fails is said, and the flush resolves', async () => {
  const said: string[] = [];
  const source = { take: () => Promise.reject(new Error('no')) };
  const outbox = createOutbox(
    'spans',
    source,
    async () => ({ outcome: 'accepted', reason: '' }),
    (line) => void said.push(line),
  );

  await outbox.flush(time);

  assert.equal(said, ['spans were not exported']);
});

test('the back-off doubles from 1 s to a minute, and ends with a success', () => {
  let nowMs = 0;
  const backOff = createBackOff(() => nowMs);
  const waits: number[] = [];
  for (let failure = 0; failure < 8; failure++) {
    backOff.failed();
    const from = nowMs;
    while (!backOff.isOver()) nowMs += 500;
    waits.push(nowMs - from);
  }

  assert.equal(waits, [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  backOff.failed();
  backOff.succeeded();
  assert.ok(backOff.isOver());
});

test.run();
