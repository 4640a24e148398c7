/*
 * What the browser is asked about a page, as expressions that run in it. They are text, because nothing else in this
 * repository knows of a document.
 */

/** Levels of all headings, in their order. */
export const headingLevels = `[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((one) => Number(one.tagName[1]))`;

/** Opens everything that is folded. */
export const unfold = `document.querySelectorAll('details').forEach((one) => { one.open = true; })`;

/** How far the content reaches to the right beyond the window, in CSS pixels. */
export const overhang = `document.documentElement.scrollWidth - document.documentElement.clientWidth`;

/** What an element is known by in the test of the tab order. */
const label = `(one) => one.tagName + ' ' + (one.getAttribute('href') ?? '') + ' ' + one.textContent.trim()`;

/** Everything that can be worked, in the order of the document. */
export const interactive: string = `[...document.querySelectorAll('a[href],summary,button,input,select,textarea,[tabindex="0"]')].map(${label})`;

/** What has the focus, and whether that is seen. */
export interface Focused {
  readonly label: string;
  readonly isSeen: boolean;
}

/** The same of the page as it stands; undefined where nothing has the focus. */
export const focused: string = `(() => {
  const one = document.activeElement;
  if (!one || one === document.body) return undefined;
  const { outlineStyle, outlineWidth } = getComputedStyle(one);
  return { label: (${label})(one), isSeen: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1 };
})()`;

/** A function of a page's source that tells why it is not well-formed; an empty text if it is. */
export const malformed = `(source) => {
  const parsed = new DOMParser().parseFromString(source, 'application/xhtml+xml');
  return parsed.querySelector('parsererror')?.textContent ?? '';
}`;

/** What axe finds wrong, which has to be loaded first. */
export const axeFaults = `axe.run().then(({ violations }) => violations.map(({ id, help, nodes }) => (
  { id, help, nodes: nodes.map(({ html }) => html) }
)))`;

/** One text with its colour and that of what lies under its middle, both as the browser computed them. */
export interface TextColours {
  readonly text: string;
  readonly colour: string;
  readonly ground: string;
}

/** Every text to be seen. The window has to hold the whole page, for only there can be asked what lies at a point. */
export const textColours = `(() => {
  const isClear = (colour) => /^rgba\\(.*, 0\\)$/.test(colour) || colour === 'transparent';
  const paintOf = (one) => {
    const { backgroundColor, fill } = getComputedStyle(one);
    return one instanceof SVGGeometryElement ? fill : backgroundColor;
  };
  const groundAt = (owner, x, y) => {
    const stack = document.elementsFromPoint(x, y);
    const from = stack.indexOf(owner);
    const below = from < 0 ? [] : stack.slice(from);
    return below.map(paintOf).find((colour) => !isClear(colour)) ?? getComputedStyle(document.body).backgroundColor;
  };
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim();
    const owner = walker.currentNode.parentElement;
    if (text === '' || owner.tagName === 'STYLE' || !owner.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    for (const { left, top, width, height } of range.getClientRects()) {
      if (width < 2 || height < 2) continue;
      const ground = groundAt(owner, left + width / 2, top + height / 2);
      texts.push({ text, colour: getComputedStyle(owner).color, ground });
    }
  }
  return texts;
})()`;
