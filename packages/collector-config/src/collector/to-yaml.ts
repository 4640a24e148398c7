import { Document, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { type ConfigNode, type ConfigSection, readInline, readNote } from './config-node.ts';

const lineWidth = 100;

/** Writes a config as YAML, with its comments, and `heading` above it all. */
export function toYaml(heading: string, config: ConfigSection): string {
  const document = new Document();
  document.commentBefore = asComment(heading);
  document.contents = mapOf(config);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function nodeOf(node: ConfigNode): Scalar | YAMLMap | YAMLSeq {
  const items = readInline(node);
  if (items !== undefined) {
    const list = seqOf(items);
    list.flow = true;
    return list;
  }
  if (isList(node)) return seqOf(node);
  return typeof node === 'object' && node !== null ? mapOf(node as ConfigSection) : new Scalar(node);
}

function seqOf(items: readonly ConfigNode[]): YAMLSeq {
  const list = new YAMLSeq();
  for (const item of items) {
    const { comment, value } = readNote(item);
    const node = nodeOf(value);
    if (comment !== undefined) node.commentBefore = asComment(comment);
    list.add(node);
  }
  return list;
}

function mapOf(section: ConfigSection): YAMLMap {
  const map = new YAMLMap();
  for (const [name, member] of Object.entries(section)) {
    if (member === undefined) continue;
    const { comment, value } = readNote(member);
    const key = new Scalar(name);
    if (comment !== undefined) key.commentBefore = asComment(comment);
    map.add(new Pair(key, nodeOf(value)));
  }
  return map;
}

/** Lines of comment no longer than the width; a line break of the text stays one. */
function asComment(text: string): string {
  return text.split('\n').flatMap(wrap).join('\n');
}

function wrap(line: string): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + word.length + 1 > lineWidth) {
      lines.push(` ${current}`);
      current = word;
    } else {
      current = current === '' ? word : `${current} ${word}`;
    }
  }
  return [...lines, ` ${current}`];
}

function isList(node: ConfigNode): node is readonly ConfigNode[] {
  return Array.isArray(node);
}
