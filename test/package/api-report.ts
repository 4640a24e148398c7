import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, globSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { publishedPackages, root } from './published-packages.ts';

/*
 * The public declarations of every published package, as they were agreed on, are in test/package/api. Shows where the
 * built ones differ, and then ends with code 1; `--write` agrees to them.
 */
const folder = join(root, 'test/package/api');

const reports = publishedPackages.flatMap((name) =>
  entriesOf(name).map((entry) => ({
    name,
    built: join(root, 'packages', name, 'dist', `${entry}.d.mts`),
    agreed: join(folder, entry === 'index' ? `${name}.d.mts` : `${name}-${entry}.d.mts`),
  })),
);

for (const { name, built, agreed } of reports) {
  if (process.argv.includes('--write')) {
    mkdirSync(folder, { recursive: true });
    copyFileSync(built, agreed);
  } else if (!isSame(agreed, built)) {
    console.log(
      `The public API of packages/${name} is not the one agreed on. If that is meant, run \`pnpm api --write\`.`,
    );
    process.exitCode = 1;
  }
}

function entriesOf(name: string): readonly string[] {
  const dist = join(root, 'packages', name, 'dist');
  if (!existsSync(join(dist, 'index.d.mts')))
    throw new Error(`packages/${name} is not built. Run \`pnpm build\` first.`);
  return globSync('*.d.mts', { cwd: dist }).map((file) => file.slice(0, -'.d.mts'.length));
}

function isSame(agreed: string, built: string): boolean {
  if (!existsSync(agreed)) return false;
  const { status, stdout } = spawnSync('diff', ['--unified', agreed, built], { encoding: 'utf8' });
  if (status !== 0) console.log(stdout);
  return status === 0;
}
