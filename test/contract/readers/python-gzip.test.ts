import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { gzipPayloads } from '../../support/gzip-payloads.ts';
import { canRun, runProgram } from '../../support/programs.ts';
import { stamp } from '../../support/sample-carrier.ts';

const test = suite('contract / readers / gzip of Python');

/** One line in, one line out: the base64 text of a stream, and of what it inflates to. */
const program = `
import base64, gzip, sys
for line in sys.stdin:
    print('=' + base64.b64encode(gzip.decompress(base64.b64decode(line))).decode())
`;

if (canRun('python3', ['-c', 'import gzip'])) {
  test('inflates every stream with context to what it was without', () => {
    const names = Object.keys(gzipPayloads);
    const inputs = [...Object.values(gzipPayloads), ...Object.values(gzipPayloads).map((each) => stamp(each))];

    const input = Buffer.from(inputs.map((each) => each.toString('base64')).join('\n'));
    const output = runProgram('python3', ['-c', program], input).toString().trim().split('\n');

    assert.is(output.length, 2 * names.length);
    for (const [index, name] of names.entries()) assert.is(output[names.length + index], output[index], name);
  });
} else {
  test.skip('Python, which is not on this machine, inflates what carries context', () => {});
}

test.run();
