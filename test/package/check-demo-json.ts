import { readFileSync } from 'node:fs';
import { demoProblems } from './demo-problems.ts';

/* node test/package/check-demo-json.ts <file> <records>: checks the figures that the demo wrote. Exit code 1 if any is wrong. */
const [file, records] = process.argv.slice(2);
if (file === undefined || records === undefined) throw new Error('Name the file and the number of records.');

const report: unknown = JSON.parse(readFileSync(file, 'utf8'));
for (const problem of demoProblems(report, Number(records))) {
  console.log(problem);
  process.exitCode = 1;
}
