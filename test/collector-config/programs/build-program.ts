import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { type Program, programPath } from './program.ts';

const builder = 'go.opentelemetry.io/collector/cmd/builder@v0.156.0';

/** Builds a program, unless it is there. @throws what Go said, where it failed */
export function buildProgram(program: Program): 'built' | 'there' {
  const path = programPath(program);
  if (existsSync(path)) return 'there';
  const folder = mkdtempSync(join(tmpdir(), `kinesis-otel-${program.name}-`));
  try {
    const built = program.name === 'jaeger' ? buildJaeger(program, folder) : buildCollector(program, folder);
    mkdirSync(dirname(path), { recursive: true });
    // Under its name only when it is whole: a build that is stopped leaves nothing that looks like a program.
    const unfinished = `${path}.${process.pid}`;
    copyFileSync(built, unfinished);
    renameSync(unfinished, path);
    return 'built';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function buildCollector({ name, sources: [manifest = '', ...more] }: Program, folder: string): string {
  for (const source of more) cpSync(source, join(folder, relative(dirname(manifest), source)));
  copyFileSync(manifest, join(folder, 'manifest.yaml'));
  go(['run', builder, '--config', 'manifest.yaml'], folder);
  return join(folder, 'build', `collector-${name}`);
}

/** Jaeger is built as a tool of a module of ours: its own replaces a module, which Go refuses to install by name. */
function buildJaeger({ sources: [module = ''] }: Program, folder: string): string {
  copyFileSync(module, join(folder, 'go.mod'));
  go(['get', 'github.com/jaegertracing/jaeger/cmd/jaeger'], folder);
  go(['build', '-o', 'jaeger', 'github.com/jaegertracing/jaeger/cmd/jaeger'], folder);
  return join(folder, 'jaeger');
}

function go(words: readonly string[], folder: string): void {
  execFileSync('go', words, {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, GOFLAGS: '-mod=mod' },
  });
}
