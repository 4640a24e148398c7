/** A column's cells on one side; all are padded to the widest. */
export type Align = 'left' | 'right';

/** Pads every cell of a table so that columns stand in line. */
export function alignColumns(
  rows: readonly (readonly string[])[],
  aligns: readonly Align[],
): readonly (readonly string[])[] {
  const widths = aligns.map((_, column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return aligns[column] === 'right' ? cell.padStart(width) : cell.padEnd(width);
    }),
  );
}
