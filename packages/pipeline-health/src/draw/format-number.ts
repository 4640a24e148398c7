/** A number for people: thousands separated, about three digits that mean something, `–` where there is none. */
export function formatNumber(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '–';
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return formatDecimals(value, Number.isInteger(value) ? 0 : digits);
}

/** Milliseconds for a column of a table: always two decimals below a second, so that the points stand in line. */
export function formatMs(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '–';
  return formatDecimals(value, Math.abs(value) >= 10_000 ? 0 : Math.abs(value) >= 1_000 ? 1 : 2);
}

/** A count of whole things. */
export function formatCount(value: number | undefined): string {
  return value === undefined ? '–' : formatDecimals(Math.round(value), 0);
}

/**
 * A value with its UCUM unit as people write it: a ratio becomes a percentage, and what is counted is left to the
 * metric's name.
 */
export function formatWithUnit(value: number, unit: string): string {
  if (unit === '1') return `${formatDecimals(value * 100, Number.isInteger(value * 100) ? 0 : 2)} %`;
  if (unit.startsWith('{')) return `${formatNumber(value)}${unit.endsWith('/s') ? '/s' : ''}`;
  return `${formatNumber(value)} ${unit === 'By' ? 'B' : unit}`;
}

function formatDecimals(value: number, digits: number): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
