import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('dev / readme snippets');

const top = join(import.meta.dirname, '../..');
const readmes = ['README.md', ...globSync('packages/*/README.md', { cwd: top })];
const snippets = readmes.flatMap((readme) =>
  [...readFileSync(join(top, readme), 'utf8').matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code),
);

test('every TypeScript snippet of a README type-checks as it stands', () => {
  // Where a user's code is: in a package that has the libraries and the AWS SDK installed.
  const folder = mkdtempSync(join(top, 'examples/airports/readme-snippets-'));
  try {
    snippets.forEach((code, index) => {
      writeFileSync(join(folder, `snippet-${index}.ts`), code ?? '');
    });
    const compilerOptions = { isolatedDeclarations: false, declaration: false, noUnusedLocals: false };
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: '../../../tsconfig.json', compilerOptions, include: ['*.ts'] }),
    );

    const { status, stdout } = spawnSync(
      process.execPath,
      [join(top, 'node_modules/typescript/bin/tsc'), '-p', folder],
      {
        encoding: 'utf8',
      },
    );

    assert.ok(snippets.length >= 5);
    assert.is(stdout, '');
    assert.is(status, 0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.run();
