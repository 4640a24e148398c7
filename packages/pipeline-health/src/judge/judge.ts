import { type Metric, metricCatalogue, type Statistic } from '@kinesis-otel/contract';
import type { Observation } from '../observation.ts';
import { clockSkewReason } from './clock-skew.ts';
import { judgeLimit } from './judge-limit.ts';
import { type Figure, findFigure, measure } from './measure.ts';
import type { Judged, Verdict } from './verdict.ts';

/**
 * Judges every row that this observation could know: those it has a figure for, and those our SDKs should have reported.
 * Rows are the metric catalogue's if left out. Those to look at first come first; otherwise the order is the catalogue's.
 */
export function judge(observation: Observation, rows: readonly Metric[] = metricCatalogue): readonly Verdict[] {
  const verdicts = rows.flatMap((row) => judgeRow(row, observation) ?? []);
  const isFirst = ({ row }: Verdict): boolean => row.startHere === true;
  return [...verdicts.filter(isFirst), ...verdicts.filter((verdict) => !isFirst(verdict))];
}

function judgeRow(row: Metric, observation: Observation): Verdict | undefined {
  const isReported = observation.distributions.has(row.name) || observation.totals.has(row.name);
  if (!row.live && !isReported) return undefined;
  const figure = findFigure(row, observation);
  if (figure) return judgeFigure(row, figure, observation);
  const isOurs = row.sources.some(({ from }) => from === 'producer-sdk' || from === 'consumer-sdk');
  if (!isOurs) return undefined;
  return verdict(row, { outcome: 'no data', reason: 'nothing was reported' });
}

function judgeFigure(row: Metric, figure: Figure, observation: Observation): Verdict {
  const { judgement } = row;
  const skew = clockSkewReason(row.name, figure, observation);
  if (skew !== undefined) return verdict(row, { outcome: 'unknown', reason: skew });
  switch (judgement.by) {
    case 'limit':
      return verdict(row, doubted(row, judgeLimit(figure, judgement, observation), observation));
    case 'limits':
      return verdict(row, worst(judgement.all.map((one) => judgeLimit(figure, one, observation))));
    case 'preceding-window':
      return inform(row, figure, observation, 'compared with the window before, which a single run does not have');
    case 'match':
      return inform(row, figure, observation, matchReason(judgement.row, figure, observation));
    case 'none':
      return inform(row, figure, observation, 'shown, never judged');
  }
}

/** An estimate is shown, and neither passes nor fails. */
function doubted(row: Metric, judged: Judged, { estimates }: Observation): Judged {
  if (!estimates.has(row.name)) return judged;
  return { ...judged, outcome: 'unknown', reason: 'an estimate, of the handler’s own process only' };
}

/** All limits must hold: the first that fails decides, else the first that is unknown. */
function worst(results: readonly Judged[]): Judged {
  const decisive =
    results.find(({ outcome }) => outcome === 'fail') ?? results.find(({ outcome }) => outcome === 'unknown');
  return decisive ?? results.at(-1) ?? { outcome: 'unknown', reason: 'no limit is given' };
}

function inform(row: Metric, figure: Figure, observation: Observation, reason: string): Verdict {
  const statistic = tellingStatistic(row, figure);
  const measured = measure(figure, statistic, observation);
  if ('unknown' in measured) return verdict(row, { outcome: 'unknown', reason: measured.unknown });
  const { value, estimate } = measured;
  const told = estimate === undefined ? { reason } : { reason: estimate, isEstimate: true as const };
  return verdict(row, { outcome: 'info', statistic, value, ...told });
}

function tellingStatistic({ unit }: Metric, { kind }: Figure): Statistic {
  if (kind === 'distribution') return 'p95';
  if (kind === 'total') return 'sum';
  if (unit === '1') return 'ratio';
  return unit.endsWith('/s') ? 'rate' : 'sum';
}

function matchReason(other: string, figure: Figure, observation: Observation): string {
  const total = observation.totals.get(other);
  if (total === undefined) return `to be compared with ${other}, which was not reported`;
  const beside = measure({ kind: 'total', total }, figure.kind === 'derived' ? 'rate' : 'sum', observation);
  return 'unknown' in beside ? `beside ${other}` : `beside ${other}: ${Number(beside.value.toPrecision(4))}`;
}

function verdict(row: Metric, judged: Judged): Verdict {
  return { ...judged, row, unit: unitOf(row, judged.statistic), target: row.target };
}

function unitOf({ unit }: Metric, statistic: Statistic | undefined): string {
  if (statistic === 'ratio') return '1';
  return statistic === 'rate' && !unit.endsWith('/s') ? `${unit}/s` : unit;
}
