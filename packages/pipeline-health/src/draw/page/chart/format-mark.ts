/** A round number as it stands at an axis: three digits that mean something at most. */
export function formatMark(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 });
}
