/**
 * Puts text between `<!-- name:start -->` and `<!-- name:end -->` and leaves the rest as it is.
 * @throws Error when the document does not have both marks, in this order
 */
export function fillBlock(document: string, name: string, text: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const from = document.indexOf(start);
  const to = document.indexOf(end, from);
  if (from === -1 || to === -1) throw new Error(`The document has no ${start} … ${end}.`);
  return `${document.slice(0, from + start.length)}\n\n${text}\n\n${document.slice(to)}`;
}
