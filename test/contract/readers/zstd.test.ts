import { createZstdDecompress, zstdDecompressSync } from 'node:zlib';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { canRun, runProgram } from '../../support/programs.ts';
import { stamp } from '../../support/sample-carrier.ts';
import { zstdPayloads } from '../../support/zstd-payloads.ts';

const test = suite('contract / readers / zstd');

for (const [what, payload] of Object.entries(zstdPayloads)) {
  test(`node:zlib decompresses ${what} with context to what it was without`, () => {
    assert.ok(zstdDecompressSync(stamp(payload)).equals(zstdDecompressSync(payload)));
  });

  if (canRun('zstd', ['--version'])) {
    test(`the zstd program decompresses ${what} with context to what it was without`, () => {
      assert.ok(runProgram('zstd', ['-dc'], stamp(payload)).equals(runProgram('zstd', ['-dc'], payload)));
    });
  } else {
    test.skip(`the zstd program, which is not on this machine, decompresses ${what} with context`, () => {});
  }
}

test('node:zlib decompresses a stamped stream that arrives byte by byte', async () => {
  const payload = Object.values(zstdPayloads)[0] ?? Buffer.alloc(0);
  const decompress = createZstdDecompress();
  const chunks: Buffer[] = [];
  decompress.on('data', (chunk: Buffer) => chunks.push(chunk));

  for (const byte of stamp(payload)) decompress.write(Buffer.from([byte]));
  await new Promise((resolve) => decompress.end(resolve));

  assert.ok(Buffer.concat(chunks).equals(zstdDecompressSync(payload)));
});

test.run();
