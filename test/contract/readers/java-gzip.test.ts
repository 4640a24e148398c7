import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { gzipPayloads } from '../../support/gzip-payloads.ts';
import { canRun, runProgram } from '../../support/programs.ts';
import { stamp } from '../../support/sample-carrier.ts';

const test = suite('contract / readers / GZIPInputStream of Java');

/** One line in, one line out: the base64 text of a stream, and of what it inflates to. */
const program = `
import java.io.*;
import java.util.*;
import java.util.zip.GZIPInputStream;

class Gunzip {
  public static void main(String[] words) throws IOException {
    for (Scanner lines = new Scanner(System.in); lines.hasNextLine(); ) {
      byte[] stream = Base64.getDecoder().decode(lines.nextLine());
      byte[] inflated = new GZIPInputStream(new ByteArrayInputStream(stream)).readAllBytes();
      System.out.println("=" + Base64.getEncoder().encodeToString(inflated));
    }
  }
}`;

const folder = mkdtempSync(join(tmpdir(), 'java-gzip-'));
const path = join(folder, 'Gunzip.java');
writeFileSync(path, program);
test.after(() => rmSync(folder, { recursive: true }));

// A runtime without the compiler cannot launch a source file.
if (canRun('java', ['--describe-module', 'jdk.compiler'])) {
  test('inflates every stream with context to what it was without', () => {
    const names = Object.keys(gzipPayloads);
    const inputs = [...Object.values(gzipPayloads), ...Object.values(gzipPayloads).map((each) => stamp(each))];

    const input = Buffer.from(inputs.map((each) => each.toString('base64')).join('\n'));
    const output = runProgram('java', [path], input).toString().trim().split('\n');

    assert.is(output.length, 2 * names.length);
    for (const [index, name] of names.entries()) assert.is(output[names.length + index], output[index], name);
  });
} else {
  test.skip('Java, which is not on this machine, inflates what carries context', () => {});
}

test.run();
