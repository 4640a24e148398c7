import { formatNumber } from '../format-number.ts';

/** A value and its UCUM unit in words, what is counted included: `1 record`, `3 batches`, `0.5 %`. */
export function valueAndUnit(value: number, unit: string): readonly [value: string, unit: string] {
  // 0.07 × 100 is a little more than 7 in doubles.
  if (unit === '1') return [formatNumber(Number((value * 100).toPrecision(12))), '%'];
  return [formatNumber(value), unitWord(value, unit)];
}

/** Both in one text. */
export function withUnit(value: number, unit: string): string {
  return valueAndUnit(value, unit).join(' ');
}

const plain: Readonly<Record<string, string>> = { By: 'bytes', 'GBy.s': 'GB s' };

function unitWord(value: number, unit: string): string {
  const counted = /^\{(.+)\}(\/s)?$/.exec(unit);
  if (!counted) return plain[unit] ?? unit;
  const [, noun = '', per = ''] = counted;
  if (value === 1 && per === '') return noun;
  return `${noun}${/(ch|sh)$/.test(noun) ? 'es' : 's'}${per}`;
}
