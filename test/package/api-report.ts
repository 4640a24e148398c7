import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, globSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { publishedPackages, root } from './published-packages.ts';

/*
 * The public declarations of every published package, as they were agreed on, are in test/package/api. Shows where the
 * built ones differ, and then ends with code 1; `--write` agrees to them.
 */
const folder = join(root, 'test/package/api');

for (const [name, built] of publishedPackages.flatMap(entriesOf)) {
  const agreed = join(folder, `${name}.d.mts`);
  if (process.argv.includes('--write')) {
    mkdirSync(folder, { recursive: true });
    copyFileSync(built, agreed);
  } else if (!isSame(agreed, built)) {
    console.log(`The public API of ${name} is not the one agreed on. If that is meant, run \`pnpm api --write\`.`);
    process.exitCode = 1;
  }
}

/** The declarations of each entry point: the package's own under its name, the others with theirs behind it. */
function entriesOf(name: string): readonly (readonly [name: string, path: string])[] {
  const dist = join(root, 'packages', name, 'dist');
  const files = globSync('*.d.mts', { cwd: dist }).sort();
  if (!files.includes('index.d.mts')) throw new Error(`packages/${name} is not built. Run \`pnpm build\` first.`);
  return files.map((file) => [
    file === 'index.d.mts' ? name : `${name}-${file.slice(0, -'.d.mts'.length)}`,
    join(dist, file),
  ]);
}

function isSame(agreed: string, built: string): boolean {
  if (!existsSync(agreed)) return false;
  const { status, stdout } = spawnSync('diff', ['--unified', agreed, built], { encoding: 'utf8' });
  if (status !== 0) console.log(stdout);
  return status === 0;
}
