import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A package whose code is in the layer. */
interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

/** The licences of all that is bundled from `node_modules`, our own first; a package without a licence text fails the build. */
export function licencesOf(modules: readonly string[], own: string): string {
  const folders = new Set(modules.filter((file) => file.includes('/node_modules/')).map(packageFolder));
  const packages = [...folders].map(readPackage).sort((one, other) => (one.name < other.name ? -1 : 1));
  const byText = Map.groupBy(packages, ({ text }) => text);
  const parts = [...byText].map(([text, sharers]) => {
    const names = sharers.map(({ name, version, licence }) => `${name} ${version} (${licence})`);
    return `${names.join('\n')}\n\n${text}`;
  });
  return ['kinesis-otel (Apache-2.0)\n', own, ...parts].join(`\n${'-'.repeat(80)}\n`);
}

function packageFolder(file: string): string {
  const folder = dirname(file);
  const manifest = join(folder, 'package.json');
  return existsSync(manifest) && 'version' in JSON.parse(readFileSync(manifest, 'utf8'))
    ? folder
    : packageFolder(folder);
}

function readPackage(folder: string): BundledPackage {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = ['LICENSE', 'LICENSE.md', 'LICENSE.txt']
    .map((each) => join(folder, each))
    .find((each) => existsSync(each));
  if (file === undefined) throw new Error(`${name} has no licence text in ${folder}.`);
  return { name, version, licence: license, text: readFileSync(file, 'utf8').trim() };
}
