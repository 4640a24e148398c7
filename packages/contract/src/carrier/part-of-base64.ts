/** The base64 text of some of the bytes that a base64 text stands for. From the beginning on, nothing is decoded but the last group. */
export function partOfBase64(data: string, from: number, to: number): string {
  if (from !== 0) return Buffer.from(data, 'base64').subarray(from, to).toString('base64');
  const split = to % 3;
  const keptTo = ((to - split) / 3) * 4;
  const kept = data.slice(0, keptTo);
  return split === 0 ? kept : kept + btoa(atob(data.slice(keptTo, keptTo + 4)).slice(0, split));
}
