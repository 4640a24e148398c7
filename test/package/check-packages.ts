import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { nodeRange, oldestNode } from './oldest-node.ts';
import { packPackage } from './pack-package.ts';
import { packageProblems } from './package-problems.ts';
import { allowedDependencies, publishedPackages, root } from './published-packages.ts';
import { runProblems } from './run-problems.ts';

/*
 * Packs every published package, built before, and checks what npm would serve, on this Node and on the oldest one that the
 * packages allow. Exit code 1 when something is wrong.
 */
const project = mkdtempSync(join(tmpdir(), 'packages-'));
try {
  const oldest = await oldestNode();
  const nodes = oldest === undefined ? [process.execPath] : [process.execPath, oldest];
  if (oldest === undefined) console.log(`note: npm has no Node ${nodeRange.slice(2)} for this platform: not tried`);
  // What a user has beside the packages: their one peer, the dependencies of a tool, and nothing else of this repository.
  link('packages/producer-sdk', '@opentelemetry/api');
  for (const [name, dependencies] of Object.entries(allowedDependencies)) {
    for (const dependency of dependencies) link(`packages/${name}`, dependency);
  }

  for (const name of publishedPackages) {
    report(`packages/${name}`, packageProblems(packPackage(name, project), project, nodes));
  }

  // An application of theirs has these too.
  link('.', '@aws-sdk/client-kinesis');
  for (const name of ['context-async-hooks', 'sdk-metrics', 'sdk-trace-base']) {
    link('test/otel-sdk-2', `@opentelemetry/${name}`);
  }
  report(`records put and consumed, Node ${nodeRange} and ${process.version}`, await runProblems(project, nodes));
} finally {
  rmSync(project, { recursive: true });
}

/** Puts a package that is installed in a folder of this repository into the project. */
function link(folder: string, name: string): void {
  const path = join(project, 'node_modules', name);
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(realpathSync(join(root, folder, 'node_modules', name)), path);
}

function report(what: string, problems: readonly string[]): void {
  console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'}  ${what}`);
  for (const problem of problems) console.log(`      ${problem.trim().replaceAll('\n', '\n      ')}`);
  if (problems.length > 0) process.exitCode = 1;
}
