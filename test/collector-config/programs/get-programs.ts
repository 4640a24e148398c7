import { buildProgram } from './build-program.ts';
import { programPath, programs } from './program.ts';

/*
 * Builds the programs that test/collector-config runs, each once: they are kept under the user's cache folder, by a hash
 * of what they are made of, and `KINESIS_OTEL_PROGRAMS` names another folder. Needs Go 1.26 and a module mirror.
 */
for (const program of programs) {
  const startMs = performance.now();
  const outcome = buildProgram(program);
  const seconds = ((performance.now() - startMs) / 1_000).toFixed(0);
  console.log(outcome === 'there' ? `${program.name}: there already` : `${program.name}: built in ${seconds} s`);
  console.log(`  ${programPath(program)}`);
}
