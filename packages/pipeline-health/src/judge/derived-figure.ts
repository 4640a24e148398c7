import type { Observation } from '../observation.ts';
import { type Measured, perSecond } from './measured.ts';

/** Works a row out of several metrics; undefined for a row that is not worked out, or whose metrics are all absent. */
export function derivedFigure(name: string, observation: Observation): Measured | undefined {
  return formulas[name]?.(observation);
}

/** With fewer one cold start, which no new environment is without, is a point of the share or more. */
const fewestInvocations = 100;

type Formula = (observation: Observation) => Measured | undefined;

const formulas: Readonly<Record<string, Formula>> = {
  'PutRecord.Success': ({ totals }) => {
    const success = totals.get('PutRecordSuccess');
    const failure = totals.get('PutRecordFailure');
    const throttled = totals.get('PutRecordThrottled') ?? 0;
    if (success === undefined || failure === undefined || success + failure + throttled === 0) return undefined;
    return { value: success / (success + failure + throttled) };
  },
  pipeline_throughput: (observation) => {
    const processed = observation.totals.get('RecordProcessingSuccess');
    return processed === undefined ? undefined : perSecond(processed, observation);
  },
  error_rate: ({ totals }) => {
    const put = totals.get('PutRecordSuccess');
    const processed = totals.get('RecordProcessingSuccess');
    if (!put || processed === undefined) return undefined;
    // More processed than put: records came from elsewhere or were counted twice, and may hide as many that are missing.
    if (processed > put) return { unknown: 'more records were processed than put' };
    return { value: (put - processed) / put };
  },
  lambda_cold_start_rate: ({ totals, distributions }) => {
    const coldStarts = totals.get('ColdStarts');
    const invocations = distributions.get('BatchSize')?.count;
    if (coldStarts === undefined || !invocations) return undefined;
    const value = coldStarts / invocations;
    if (invocations >= fewestInvocations) return { value };
    return { unknown: `${invocations} invocations are too few for a share`, value };
  },
  'Lambda GB-Seconds': ({ totals }) => {
    const told = totals.get('LambdaGBSecondsEstimate');
    return told === undefined
      ? undefined
      : { value: told, estimate: 'an estimate, without each environment’s last invocation' };
  },
};
