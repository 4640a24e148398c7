import { parseArgs } from 'node:util';
import { checkCase } from './check-case.ts';
import { createRandom } from './random.ts';

/*
 * pnpm fuzz [--cases N] [--seed S] [--first CASE]
 *
 * Writes, reads, restores and damages random payloads. A case depends on the seed and its own number alone, so one that
 * failed is run again by itself with `--seed S --first CASE --cases 1`.
 */
const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_007) },
    first: { type: 'string', default: '0' },
  },
});
const cases = wholeNumber('cases', values.cases);
const seed = wholeNumber('seed', values.seed);
const first = wholeNumber('first', values.first);

const counts = new Map<string, number>();
const start = performance.now();
for (let number = first; number < first + cases; number++) {
  try {
    const outcome = checkCase(createRandom(seed, number));
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  } catch (error) {
    console.error(error);
    console.error(
      `\ncase ${number} of seed ${seed} failed; again: pnpm fuzz --seed ${seed} --first ${number} --cases 1`,
    );
    process.exit(1);
  }
}
const seconds = (performance.now() - start) / 1_000;
const tally = [...counts].sort().map(([outcome, count]) => `${outcome} ${count}`);
console.log(`${cases} cases of seed ${seed} hold: ${tally.join(', ')}`);
console.log(`${seconds.toFixed(1)} s, ${Math.round(cases / seconds)} cases/s`);

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new Error(`--${name} ${text}: give a whole number from 0 on.`);
}
