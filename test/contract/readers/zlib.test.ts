import { createGunzip, gunzipSync, gzipSync, unzipSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { gzipPayloads } from '../../support/gzip-payloads.ts';
import { stamp } from '../../support/sample-carrier.ts';

const test = suite('contract / readers / node:zlib');

for (const [what, payload] of Object.entries(gzipPayloads)) {
  test(`inflates ${what} with context to what it was without`, () => {
    const expected = gunzipSync(payload);

    assert.ok(gunzipSync(stamp(payload)).equals(expected));
    assert.ok(unzipSync(stamp(payload)).equals(expected));
  });
}

test('inflates a stamped stream that arrives byte by byte', async () => {
  const stamped = stamp(gzipSync('{"a":1}'), { tracestate: 'a=1' });
  const gunzip = createGunzip();
  const chunks: Buffer[] = [];
  gunzip.on('data', (chunk: Buffer) => chunks.push(chunk));

  for (const byte of stamped) gunzip.write(Buffer.from([byte]));
  await new Promise((resolve) => gunzip.end(resolve));

  assert.is(Buffer.concat(chunks).toString(), '{"a":1}');
});

test.run();
