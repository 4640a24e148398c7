import type { Metric } from '@kinesis-otel/contract';
import type { Outcome, Verdict } from '../../judge/verdict.ts';

/** Rows that stand together under one title. */
export interface MetricGroup {
  readonly title: string;
  readonly verdicts: readonly Verdict[];
}

const sections: readonly (readonly [section: Metric['section'], title: string])[] = [
  ['2.1', 'Kinesis stream'],
  ['2.2', 'Lambda function'],
  ['2.3', 'Record processing'],
  ['2.4', 'Cost'],
  ['2.5', 'Load test'],
  ['own', 'Stages and the instrumentation itself'],
];

const order: readonly Outcome[] = ['fail', 'unknown', 'pass', 'info', 'no data'];

/**
 * Every measured row in one group: those to look at first, then what missed its target, then the rest by section. In a
 * group the rows in need of a look come first.
 */
export function groupVerdicts(verdicts: readonly Verdict[]): readonly MetricGroup[] {
  const measured = verdicts.filter(({ outcome }) => outcome !== 'no data');
  const first = measured.filter(({ row }) => row.startHere === true);
  const missed = measured.filter((verdict) => verdict.outcome === 'fail' && !first.includes(verdict));
  const rest = measured.filter((verdict) => !first.includes(verdict) && !missed.includes(verdict));
  const bySection = sections.map(([section, title]) => ({
    title: section === 'own' ? title : `${section} ${title}`,
    verdicts: rest.filter(({ row }) => row.section === section),
  }));
  return [{ title: 'Start here', verdicts: first }, { title: 'Targets missed', verdicts: missed }, ...bySection]
    .filter((group) => group.verdicts.length > 0)
    .map((group) => ({ ...group, verdicts: group.verdicts.toSorted(byNeed) }));
}

function byNeed(a: Verdict, b: Verdict): number {
  return order.indexOf(a.outcome) - order.indexOf(b.outcome);
}
