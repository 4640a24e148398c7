/** What is wrong with the figures of a demo run of so many records; nothing when every record arrived once, with its trace. */
export function demoProblems(report: unknown, records: number): readonly string[] {
  const expected = {
    recordsSent: records,
    recordsProcessed: records,
    recordsLost: 0,
    recordsDuplicated: 0,
    tracesTotal: records,
    tracesComplete: records,
  };
  const { verdicts, ...figures } = asObject(report);
  const wrong = Object.entries(expected)
    .filter(([name, value]) => figures[name] !== value)
    .map(([name, value]) => `${name} is ${JSON.stringify(figures[name])}, not ${value}`);
  const absent = missingFigures(figures, '').map((path) => `${path} has no figure`);
  const judged = Array.isArray(verdicts) && verdicts.length > 0 ? [] : ['verdicts is empty'];
  return [...wrong, ...absent, ...judged];
}

function missingFigures(value: unknown, path: string): readonly string[] {
  if (value === null) return [path];
  if (typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, part]) => missingFigures(part, path === '' ? name : `${path}.${name}`));
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
