/** Keys and indices from the root of a document to a value; keys in their canonical spelling. */
export type DocumentPath = readonly (string | number)[];

/** A value of a document together with where it was written. */
export type DocumentNode = MappingNode | SequenceNode | ScalarNode;

export interface MappingNode {
  readonly kind: 'mapping';
  /** Offset of the first character in the document's text, in UTF-16 units. */
  readonly offset: number;
  /** In the order of the file; a key may stand twice. */
  readonly entries: readonly MappingEntry[];
}

export interface MappingEntry {
  readonly key: string;
  readonly keyOffset: number;
  readonly node: DocumentNode;
}

export interface SequenceNode {
  readonly kind: 'sequence';
  readonly offset: number;
  readonly items: readonly DocumentNode[];
}

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly offset: number;
  readonly value: string | number | boolean | null;
}

/** A problem of the written form, found before any schema is looked at. */
export interface SyntaxProblem {
  readonly offset: number;
  readonly message: string;
  readonly found?: string;
  readonly expected?: string;
  readonly next?: string;
}

/** What a reader of one syntax returns: a tree, or every problem that it found. */
export type ParsedDocument =
  | { readonly node: DocumentNode; readonly problems: readonly [] }
  | { readonly node?: undefined; readonly problems: readonly SyntaxProblem[] };

/** The value that sits on a path; undefined when nothing does. The first of two equal keys counts. */
export function nodeAt(root: DocumentNode, path: DocumentPath): DocumentNode | undefined {
  let node: DocumentNode | undefined = root;
  for (const step of path) {
    if (node?.kind === 'mapping') node = entryOf(node, String(step))?.node;
    else if (node?.kind === 'sequence') node = node.items[Number(step)];
    else return undefined;
  }
  return node;
}

/** The entry of a mapping with this key; undefined when it has none. */
export function entryOf(mapping: MappingNode, key: string): MappingEntry | undefined {
  return mapping.entries.find((entry) => entry.key === key);
}

/**
 * The plain value of a tree. Mappings become objects without a prototype, so that no inherited name
 * can be taken for a key of the file.
 */
export function plainValue(node: DocumentNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'sequence') return node.items.map(plainValue);
  const value = Object.create(null) as Record<string, unknown>;
  for (const entry of node.entries) {
    if (!Object.hasOwn(value, entry.key)) value[entry.key] = plainValue(entry.node);
  }
  return value;
}

/** How a path is written in messages: `execution_rules.stop_loss.type`, `symbols[2]`. */
export function formatPath(path: DocumentPath): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join('');
}

/** What stands at an offset, quoted and cut at 40 characters; the end of the line when nothing does. */
export function restOfLine(text: string, offset: number): string {
  const rest = text.slice(offset, offset + 40).split('\n', 1)[0] ?? '';
  return rest === '' ? 'the end of the line' : JSON.stringify(rest);
}
