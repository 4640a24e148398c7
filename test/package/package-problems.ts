import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nodeRange } from './oldest-node.ts';
import type { PackedPackage } from './pack-package.ts';
import { allowedDependencies, root } from './published-packages.ts';

/** All that is wrong with a packed package on these Nodes, in words; nothing when it may go out. */
export function packageProblems(packed: PackedPackage, project: string, nodes: readonly string[]): readonly string[] {
  return [
    ...manifestProblems(packed),
    ...fileProblems(packed),
    ...toolProblems('publint', ['run', packed.tarball, '--strict']),
    ...toolProblems('attw', [packed.tarball, '--profile', 'strict', '--format', 'ascii', '--no-color']),
    ...specifiersOf(packed).flatMap((specifier) => nodes.flatMap((node) => loadProblems(specifier, project, node))),
    ...nodes.flatMap((node) => programProblems(packed, node)),
  ];
}

function manifestProblems({ name, folder }: PackedPackage): readonly string[] {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
  const unwanted = ['optionalDependencies', 'devDependencies', 'scripts'].filter((field) => field in manifest);
  const dependencies = Object.keys(manifest.dependencies ?? {});
  const surplus = dependencies.filter((dependency) => allowedDependencies[name]?.includes(dependency) !== true);
  const { node } = manifest.engines as { readonly node: string };
  const untried = node === nodeRange ? [] : [`package.json allows Node ${node}, and ${nodeRange} is tried`];
  return [...untried, ...[...unwanted, ...surplus].map((field) => `package.json has ${field}`)];
}

/** Runs what a package installs as a program. */
function programProblems({ folder }: PackedPackage, node: string): readonly string[] {
  const { bin = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    bin?: Record<string, string>;
  };
  return Object.entries(bin).flatMap(([program, path]) => {
    const { status, stderr } = spawnSync(node, [join(folder, path), '--help'], { encoding: 'utf8' });
    return status === 0 ? [] : [`${program} does not run: ${stderr}`];
  });
}

function fileProblems({ folder }: PackedPackage): readonly string[] {
  const problems = existsSync(join(folder, 'LICENSE')) ? [] : ['LICENSE is missing'];
  for (const path of globSync('**/*.{json,mjs,cjs,mts,cts}', { cwd: folder })) {
    const text = readFileSync(join(folder, path), 'utf8');
    for (const unwanted of ['workspace:', '@kinesis-otel/contract', 'sourceMappingURL', root]) {
      if (text.includes(unwanted)) problems.push(`${path} mentions ${unwanted}`);
    }
  }
  return problems;
}

function toolProblems(tool: string, words: readonly string[]): readonly string[] {
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/.bin', tool), words, { encoding: 'utf8' });
  return status === 0 ? [] : [`${tool}: ${stdout}${stderr}`];
}

/** How a user names each entry point. */
function specifiersOf({ name, folder }: PackedPackage): readonly string[] {
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly exports: object };
  const entries = Object.keys(exports).filter((entry) => entry !== './package.json');
  return entries.map((entry) => `@kinesis-otel/${name}${entry.slice(1)}`);
}

/** The one entry point that is loaded for what it does. */
const exportsNothing = '@kinesis-otel/producer-sdk/register';

/** Loads an entry point as a module and as CommonJS, the latter also on a Node that cannot `require` a module. */
function loadProblems(specifier: string, project: string, node: string): readonly string[] {
  const show = 'console.log(Object.keys(loaded).sort().join())';
  const asModule = ['--input-type=module', '--eval', `import * as loaded from '${specifier}'; ${show}`];
  const asCommonJs = ['--input-type=commonjs', '--eval', `const loaded = require('${specifier}'); ${show}`];
  const ways = [asModule, asCommonJs, ['--no-experimental-require-module', ...asCommonJs]];

  const runs = ways.map((words) => spawnSync(node, words, { cwd: project, encoding: 'utf8' }));
  const [names = '', ...others] = runs.map(({ stdout }) => stdout.trim());
  const problems = runs
    .filter(({ status }) => status !== 0)
    .map(({ stderr }) => `${specifier} does not load: ${stderr}`);
  if (names === '' && specifier !== exportsNothing) problems.push(`${specifier} exports nothing`);
  if (others.some((other) => other !== names)) problems.push(`${specifier} exports other names to CommonJS`);
  return problems;
}
