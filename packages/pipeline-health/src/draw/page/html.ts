/** A piece of a page whose text is escaped already. */
export interface Html {
  readonly html: string;
}

/** What a template takes: strings are text and get escaped, lists are put one after the other. */
export type HtmlValue = string | number | Html | undefined | readonly HtmlValue[];

/**
 * Builds a piece of a page; whatever is put in as a string shows as text, in an element or in a quoted attribute. The
 * page is well-formed XML too, so that a parser can find a tag left open.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return { html: strings.map((text, i) => text + render(values[i])).join('') };
}

function render(value: HtmlValue): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return String(value);
  return 'html' in value ? value.html : value.map(render).join('');
}

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that no document may hold, half pairs among them, become U+FFFD. */
function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>"']/g, (character) => references[character] ?? '');
}
