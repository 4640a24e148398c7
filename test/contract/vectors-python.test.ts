import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { canRun, runProgram } from '../support/programs.ts';
import { readVectors } from '../support/vectors.ts';

const test = suite('contract / vectors, read in Python');

const reader = join(import.meta.dirname, '../../docs/vectors/read_carrier.py');
const files = ['json', 'gzip', 'zstd', 'protobuf', 'kpl', 'envelope', 'read-only', 'negatives'];

if (canRun('python3', ['--version'])) {
  test('a reader in Python, written from the specification, reads every vector', () => {
    const count = files.reduce((sum, file) => sum + readVectors(file).length, 0);

    const output = runProgram('python3', ['-B', reader]).toString();

    assert.is(output, `${count} vectors read\n`);
  });
} else {
  test.skip('a reader in Python, which is not on this machine, reads every vector', () => {});
}

test('the reader in Python is at most 130 lines, and imports nothing but the standard library', () => {
  const lines = readFileSync(reader, 'utf8').trimEnd().split('\n');

  assert.ok(lines.length <= 130, String(lines.length));
  assert.equal(
    lines.filter((line) => /^\s*(import|from) /.test(line)),
    ['import base64, hashlib, json, pathlib, re'],
  );
});

test.run();
