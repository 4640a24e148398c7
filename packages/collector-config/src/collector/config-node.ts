/** What a config is made of: YAML's values, and values that bring a comment or want to stand on one line. */
export type ConfigNode = string | number | boolean | null | readonly ConfigNode[] | ConfigSection | Note | Inline;

/** A mapping, in the order it is to be written. An undefined member is left out. */
export interface ConfigSection {
  readonly [name: string]: ConfigNode | undefined;
}

const noteMark: unique symbol = Symbol('note');
const inlineMark: unique symbol = Symbol('inline');

/** A value with a comment above it. */
export interface Note {
  readonly [noteMark]: string;
  readonly value: ConfigNode;
}

/** A list that is written on one line. */
export interface Inline {
  readonly [inlineMark]: readonly string[];
}

/** Puts a comment above a value. */
export function note(comment: string, value: ConfigNode): Note {
  return { [noteMark]: comment, value };
}

/** Writes a list on one line. */
export function inline(items: readonly string[]): Inline {
  return { [inlineMark]: items };
}

/** The comment of a value and the value itself. */
export function readNote(node: ConfigNode): { readonly comment: string | undefined; readonly value: ConfigNode } {
  if (typeof node === 'object' && node !== null && noteMark in node)
    return { comment: node[noteMark], value: node.value };
  return { comment: undefined, value: node };
}

/** The items of a list to be written on one line; undefined for anything else. */
export function readInline(node: ConfigNode): readonly string[] | undefined {
  return typeof node === 'object' && node !== null && inlineMark in node ? node[inlineMark] : undefined;
}
