import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { gzipPayloads } from '../../support/gzip-payloads.ts';
import { canRun, runProgram } from '../../support/programs.ts';
import { stamp } from '../../support/sample-carrier.ts';

const test = suite('contract / readers / gunzip');

if (canRun('gunzip', ['--version'])) {
  for (const [what, payload] of Object.entries(gzipPayloads)) {
    test(`inflates ${what} with context to what it was without`, () => {
      const [expected, inflated] = [payload, stamp(payload)].map((input) => runProgram('gunzip', ['--stdout'], input));

      assert.ok(expected && inflated?.equals(expected));
    });
  }
} else {
  test.skip('gunzip, which is not on this machine, inflates what carries context', () => {});
}

test.run();
