import { readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a path below /opt is: in the last layer that has it, or nowhere but there. */
export function findInLayers(path: string, layers: readonly string[]): string {
  if (!path.startsWith('/opt/')) return path;
  const rest = path.slice('/opt/'.length);
  return layers.map((layer) => join(layer, rest)).findLast((each) => isFile(each)) ?? path;
}

/** The executables that Lambda starts as external extensions: every file directly in /opt/extensions. */
export function layerExtensions(layers: readonly string[]): readonly string[] {
  const byName = new Map<string, string>();
  for (const layer of layers) {
    const folder = join(layer, 'extensions');
    for (const name of list(folder)) if (isFile(join(folder, name))) byName.set(name, join(folder, name));
  }
  return [...byName.values()];
}

/** What Lambda sets so that a layer's libraries are found (https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html). */
export function layerEnvironment(layers: readonly string[], nodeMajor: string): Readonly<Record<string, string>> {
  if (layers.length === 0) return {};
  const below = (...folders: string[]): string =>
    layers
      .toReversed()
      .flatMap((layer) => folders.map((folder) => join(layer, folder)))
      .join(delimiter);
  return {
    NODE_PATH: below(`nodejs/node${nodeMajor}/node_modules`, 'nodejs/node_modules'),
    LD_LIBRARY_PATH: below('lib'),
  };
}

export function layerBinFolders(layers: readonly string[]): readonly string[] {
  return layers.toReversed().map((layer) => join(layer, 'bin'));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function list(folder: string): readonly string[] {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [];
}
