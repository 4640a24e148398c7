import * as assert from 'uvu/assert';

/** The text of a piece of the page, blanks made one. */
export function textOf(page: string): string {
  return page
    .replace(/<(style|title)>.*?<\/\1>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
}

/** From the heading with this text to the next heading of its rank. */
export function partOf(page: string, heading: string): string {
  const start = page.search(new RegExp(`<h\\d[^>]*>${heading}`));
  assert.ok(start >= 0, `no heading ${heading}`);
  const rank = page.slice(start + 2, start + 3);
  const end = page.slice(start + 3).search(new RegExp(`<h[1-${rank}]`));
  return page.slice(start, end < 0 ? undefined : start + 3 + end);
}

/** True where each number is greater than the one before; the first must not be negative. */
export function isAscending(places: readonly number[]): boolean {
  return places.every((place, i) => place > (places[i - 1] ?? -1));
}
