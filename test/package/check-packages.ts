import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packPackage } from './pack-package.ts';
import { packageProblems } from './package-problems.ts';
import { allowedDependencies, publishedPackages, root } from './published-packages.ts';

/* Packs every published package, built before, and checks what npm would serve. Exit code 1 when something is wrong. */
const project = mkdtempSync(join(tmpdir(), 'packages-'));
try {
  // What a user has beside the package: its one peer, the dependencies of a tool, and nothing else of this repository.
  const api = realpathSync(join(root, 'packages/producer-sdk/node_modules/@opentelemetry/api'));
  mkdirSync(join(project, 'node_modules/@opentelemetry'), { recursive: true });
  symlinkSync(api, join(project, 'node_modules/@opentelemetry', 'api'));

  for (const [name, dependencies] of Object.entries(allowedDependencies)) {
    for (const dependency of dependencies) {
      const installed = realpathSync(join(root, 'packages', name, 'node_modules', dependency));
      symlinkSync(installed, join(project, 'node_modules', dependency));
    }
  }

  for (const name of publishedPackages) {
    const problems = packageProblems(packPackage(name, project), project);
    console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'}  packages/${name}`);
    for (const problem of problems) console.log(`      ${problem.trim().replaceAll('\n', '\n      ')}`);
    if (problems.length > 0) process.exitCode = 1;
  }
} finally {
  rmSync(project, { recursive: true });
}
