import type { ReportInput, TraceNode, Verdict } from '../../packages/pipeline-health/src/index.ts';
import { sampleReport } from './sample-report.ts';

export const hostileName =
  '<script>document.title="taken"</script>"\'><img src="https://x.invalid/a.png" onerror=alert(1)>&amp;';

/** A run whose every name, reason and note is made to break out of where it stands, and is long besides. */
export function hostileReport(): ReportInput {
  const { observation, verdicts, ...report } = sampleReport();
  const { counts, traces } = observation;
  const by = { [hostileName]: 2, [`${'long'.repeat(60)}`]: 1 };
  return {
    ...report,
    title: hostileName,
    observation: {
      ...observation,
      pipeline: hostileName,
      streamName: hostileName,
      counts: { ...counts, recordsFailed: { total: 3, by }, contextSkipped: { total: 3, by } },
      traces: {
        ...traces,
        missing: by,
        median: traces.median && rename(traces.median),
        slowest: traces.slowest && rename(traces.slowest),
      },
    },
    verdicts: verdicts.map(spoil),
    notes: [hostileName, 'long'.repeat(80)],
  };
}

function rename(node: TraceNode): TraceNode {
  const name = `${hostileName}${'n'.repeat(120)}`;
  return { ...node, name, service: name, children: node.children.map(rename), linked: (node.linked ?? []).map(rename) };
}

function spoil({ row, ...verdict }: Verdict): Verdict {
  const { name } = row;
  const isFailed = verdict.outcome === 'fail';
  return {
    ...verdict,
    reason: hostileName,
    target: isFailed ? hostileName : verdict.target,
    row: { ...row, name: isFailed ? `${hostileName}${'m'.repeat(60)}` : name, description: hostileName },
  };
}
