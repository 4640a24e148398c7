import type { Test } from 'uvu';
import { findProgram, type ProgramName } from './programs/program.ts';

/** The programs asked for, by name; undefined where one is not here, and then the tests say loudly that they are skipped. */
export function findPrograms<Name extends ProgramName>(
  test: Test,
  names: readonly Name[],
  what: string,
): Readonly<Record<Name, string>> | undefined {
  const found = names.map((name) => [name, findProgram(name)] as const);
  const missing = found.filter(([, path]) => path === undefined).map(([name]) => name);
  if (missing.length === 0) return Object.fromEntries(found) as Record<Name, string>;
  console.log(`SKIPPED: ${what}: ${missing.join(', ')} not built here. Run \`pnpm programs\`, which needs Go 1.26.`);
  test.skip(`${what}: run \`pnpm programs\` first`, () => {});
  return undefined;
}
