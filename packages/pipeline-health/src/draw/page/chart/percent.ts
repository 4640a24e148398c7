/** A share of a length as CSS writes it; what is not a number becomes 0. */
export function percent(share: number): string {
  return `${(Number.isFinite(share) ? Math.min(Math.max(share, 0), 1) * 100 : 0).toFixed(2)}%`;
}
