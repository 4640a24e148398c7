import type { Limit, LimitJudgement } from '@kinesis-otel/contract';
import type { Observation } from '../observation.ts';
import { type Figure, measure } from './measure.ts';
import type { Judged } from './verdict.ts';

/** Holds one statistic of a figure against a limit. A limit that only the deployment knows leaves it unknown. */
export function judgeLimit(figure: Figure, judgement: LimitJudgement, observation: Observation): Judged {
  const { statistic, must, limit, outOf } = judgement;
  const measured = measure(figure, statistic, observation, outOf);
  if ('unknown' in measured) {
    const { unknown: reason, ...known } = measured;
    return { outcome: 'unknown', statistic, reason, ...known };
  }
  const { value } = measured;
  if ('of' in limit) {
    return { outcome: 'unknown', statistic, value, reason: `telemetry does not tell the ${limit.of}` };
  }
  const isMet = holds(value, must, limit);
  if (isMet === undefined) return { outcome: 'unknown', statistic, value, reason: `"${must}" does not fit the limit` };
  return { outcome: isMet ? 'pass' : 'fail', statistic, value };
}

type NumberLimit = Exclude<Limit, { readonly percent: number }>;

function holds(value: number, must: LimitJudgement['must'], limit: NumberLimit): boolean | undefined {
  if ('from' in limit) return must === 'be within' ? value >= limit.from && value <= limit.to : undefined;
  switch (must) {
    case 'be below':
      return value < limit.value;
    case 'be above':
      return value > limit.value;
    case 'be at most':
      return value <= limit.value;
    case 'be at least':
      return value >= limit.value;
    case 'equal':
      return value === limit.value;
    case 'be within':
      return undefined;
  }
}
