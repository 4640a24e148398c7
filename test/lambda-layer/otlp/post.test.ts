import { gunzipSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createPost } from '../../../packages/lambda-layer/src/otlp/post.ts';
import type { OtlpSettings } from '../../../packages/lambda-layer/src/settings/otlp-settings.ts';
import { answerWell, type OddCollector, startOddCollector } from '../../support/odd-collector.ts';

const test = suite('lambda-layer / otlp / post');
const collectors: OddCollector[] = [];
const body = Buffer.from('{"spans":[]}');
const time = { limitMs: 10_000, isAwaited: true };

test.after.each(async () => {
  await Promise.all(collectors.splice(0).map((each) => each.stop()));
});

async function collector(
  answer: Parameters<typeof startOddCollector>[0] = answerWell,
  port = 0,
): Promise<OddCollector> {
  const started = await startOddCollector(answer, port);
  collectors.push(started);
  return started;
}

function settings(url: string, more: Partial<OtlpSettings> = {}): OtlpSettings {
  const rest = { headers: { 'x-key': 'one' }, encoding: 'http/json', isCompressed: false, timeoutMs: 10_000 } as const;
  return { url: new URL(url), ...rest, ...more };
}

test('a body goes with its type and the headers that are asked for', async () => {
  const { url, requests } = await collector();

  const outcome = await createPost(settings(`${url}/v1/traces`))(body, time);

  assert.is(outcome.outcome, 'accepted');
  assert.equal([requests[0]?.path, String(requests[0]?.body)], ['/v1/traces', String(body)]);
  const { 'content-type': type, 'x-key': key, 'content-encoding': encoding } = requests[0]?.headers ?? {};
  assert.equal([type, key, encoding], ['application/json', 'one', undefined]);
});

test('protobuf and gzip say what they are', async () => {
  const { url, requests } = await collector();

  await createPost(settings(url, { encoding: 'http/protobuf', isCompressed: true }))(body, time);

  const [request] = requests;
  assert.equal(gunzipSync(request?.body ?? ''), body);
  assert.is(request?.headers['content-type'], 'application/x-protobuf');
  assert.is(request?.headers['content-encoding'], 'gzip');
});

for (const [status, outcome] of [
  [200, 'accepted'],
  [202, 'accepted'],
  [400, 'refused'],
  [401, 'refused'],
  [429, 'unreachable'],
  [500, 'refused'],
  [502, 'unreachable'],
  [503, 'unreachable'],
  [504, 'unreachable'],
] as const) {
  test(`HTTP ${status} is ${outcome}`, async () => {
    const { url } = await collector((response) => response.writeHead(status).end());

    const answered = await createPost(settings(url))(body, time);

    assert.is(answered.outcome, outcome);
    assert.is(answered.reason, outcome === 'accepted' ? '' : `HTTP ${status}`);
  });
}

test('nobody at the address is unreachable', async () => {
  const gone = await startOddCollector();
  await gone.stop();

  assert.equal(await createPost(settings(gone.url))(body, time), { outcome: 'unreachable', reason: 'ECONNREFUSED' });
});

test('silence ends at the deadline', async () => {
  const { url } = await collector(() => {});

  const outcome = await createPost(settings(url))(body, { limitMs: 50, isAwaited: true });

  assert.equal(outcome, { outcome: 'unreachable', reason: 'the deadline passed' });
});

test('what was accepted counts as such though its answer drips beyond the deadline', async () => {
  const { url } = await collector((response) => {
    response.writeHead(200, { 'content-length': '1000' });
    response.write('x');
  });

  assert.is((await createPost(settings(url))(body, { limitMs: 100, isAwaited: true })).outcome, 'accepted');
});

test("a signal's own timeout is a deadline too", async () => {
  const { url } = await collector(() => {});

  const outcome = await createPost(settings(url, { timeoutMs: 50 }))(body, { limitMs: 600_000, isAwaited: true });

  assert.is(outcome.reason, 'the deadline passed');
});

test('no time left sends nothing', async () => {
  const { url, requests } = await collector();

  const { outcome } = await createPost(settings(url))(body, { limitMs: 0, isAwaited: true });

  assert.is(outcome, 'unreachable');
  assert.is(requests.length, 0);
});

test('a connection that is found closed is replaced, and the request sent once more', async () => {
  const first = await startOddCollector();
  const post = createPost(settings(first.url));
  await post(body, time);
  const port = Number(new URL(first.url).port);
  await first.stop();
  const second = await collector(answerWell, port);

  const { outcome } = await post(body, time);

  assert.is(outcome, 'accepted');
  assert.is(second.requests.length, 1);
});

test('a request that Node refuses to make is refused, and does not throw', async () => {
  const { url } = await collector();

  const { outcome } = await createPost(settings(url, { headers: { 'bad name': 'x' } }))(body, time);

  assert.is(outcome, 'refused');
});

test.run();
