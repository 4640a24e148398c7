import type { Metric, SemconvMetric, Source } from '@kinesis-otel/contract';

/** What this version does not read yet, though a row that it measures may name it. */
const plannedSources: readonly Source['from'][] = ['cloudwatch', 'load-test'];

/** The metric tables of the README: what this version measures, then what the catalogue plans. */
export function metricTables(rows: readonly Metric[]): string {
  const live = rows.filter((row) => row.live);
  const planned = rows.filter((row) => !row.live);
  return [
    table(live),
    '<details>',
    `<summary>Planned: ${planned.length} more, in the catalogue but not measured yet</summary>`,
    table(planned),
    '</details>',
  ].join('\n\n');
}

/** The table of the metrics that the conventions name. */
export function semconvTable(metrics: readonly SemconvMetric[]): string {
  const head = ['| Metric | Unit | What it tells | Where it comes from |', '|---|---|---|---|'];
  const rows = metrics.map(
    ({ name, unit, description, source }) =>
      `| \`${name}\` | ${unitWord(unit)} | ${description} | ${sourceWords({ from: source })} |`,
  );
  return [...head, ...rows].join('\n');
}

function table(rows: readonly Metric[]): string {
  const head = ['| Metric | Unit | What it tells | Target | Where it comes from |', '|---|---|---|---|---|'];
  return [...head, ...rows.map(tableRow)].join('\n');
}

function tableRow({ name, unit, description, target, sources, live }: Metric): string {
  const shown = sources.filter(({ from }) => !live || !plannedSources.includes(from));
  const cells = [`\`${name}\``, unitWord(unit), description, target, shown.map(sourceWords).join('; ')];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

/** UCUM is for programs: `{record}` is a count of records, `1` a share. */
function unitWord(unit: Metric['unit']): string {
  const words: Partial<Record<Metric['unit'], string>> = { '1': 'share', By: 'bytes', 'GBy.s': 'GB·s' };
  return (
    words[unit] ??
    unit
      .replace(/^\{(\w+)\}/, '$1s')
      .replace('batchs', 'batches')
      .replace('flushs', 'flushes')
  );
}

function sourceWords(source: Source): string {
  switch (source.from) {
    case 'producer-sdk':
      return 'producer SDK';
    case 'consumer-sdk':
      return 'consumer SDK';
    case 'cloudwatch':
      return `${source.namespace} \`${source.metric}\``;
    case 'report':
      return `\`${source.formula}\``;
    case 'load-test':
      return `load test \`${source.metric}\``;
  }
}
