import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A real program that the tests run: a collector with one target's components, or Jaeger. */
export interface Program {
  readonly name: ProgramName;
  /** The files it is made from; what they say is what it is. */
  readonly sources: readonly string[];
}

/** Their names: `core` is OpenTelemetry's own collector, as used in front of Jaeger. */
export type ProgramName = 'adot' | 'adot-lambda' | 'lambda' | 'core' | 'jaeger';

const here = import.meta.dirname;
const decouple = globSync('decoupleprocessor/*', { cwd: here }).sort();

/** Every program. */
export const programs: readonly Program[] = [
  { name: 'adot', sources: [join(here, '../../../packages/collector-config/collectors/adot.yaml')] },
  { name: 'adot-lambda', sources: [join(here, 'adot-lambda.yaml')] },
  { name: 'lambda', sources: ['lambda.yaml', ...decouple].map((file) => join(here, file)) },
  { name: 'core', sources: [join(here, 'core.yaml')] },
  { name: 'jaeger', sources: [join(here, 'jaeger.mod')] },
];

/** Where a program is, or will be. */
export function programPath({ name, sources }: Program): string {
  const hash = createHash('sha256');
  for (const source of sources) hash.update(readFileSync(source));
  const folder = process.env.KINESIS_OTEL_PROGRAMS || join(homedir(), '.cache/kinesis-otel/programs');
  return join(folder, `${name}-${hash.digest('hex').slice(0, 16)}`, name);
}

/** Where a program is; undefined where it has not been built. */
export function findProgram(name: ProgramName): string | undefined {
  const path = programs.filter((program) => program.name === name).map(programPath)[0];
  return path !== undefined && existsSync(path) ? path : undefined;
}
