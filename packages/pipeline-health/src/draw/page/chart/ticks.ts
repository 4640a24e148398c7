/** Round numbers 0, step, 2 × step … from `from` until one is `to` or beyond it: about `wanted` steps of 1, 2 or 5 × 10ⁿ. */
export function linearTicks(from: number, to: number, wanted: number): readonly number[] {
  const span = to - from;
  if (!(span > 0) || !Number.isFinite(span)) return [from, from + 1];
  const step = roundUp(span / wanted);
  const first = Math.floor(from / step);
  const last = Math.ceil(to / step);
  return Array.from({ length: last - first + 1 }, (_, i) => tidy((first + i) * step));
}

/** 1, 2 and 5 × 10ⁿ from the last one not above `from` to the first one not below `to`; powers of ten alone where that is many. */
export function logTicks(from: number, to: number): readonly number[] {
  const most = 9;
  const all = roundNumbers(from, to, [1, 2, 5]);
  return all.length <= most ? all : roundNumbers(from, to, [1]);
}

function roundNumbers(from: number, to: number, mantissas: readonly number[]): readonly number[] {
  const numbers: number[] = [];
  for (let exponent = Math.floor(Math.log10(from)); exponent <= Math.ceil(Math.log10(to)); exponent++) {
    numbers.push(...mantissas.map((mantissa) => tidy(mantissa * 10 ** exponent)));
  }
  const first = numbers.findLastIndex((number) => number <= from);
  const last = numbers.findIndex((number) => number >= to);
  return numbers.slice(Math.max(first, 0), last === -1 ? undefined : last + 1);
}

function roundUp(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const mantissa = [1, 2, 5, 10].find((one) => one * power >= step * (1 - 1e-9)) ?? 10;
  return mantissa * power;
}

/** 3 × 0.1 is 0.30000000000000004 in doubles. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
