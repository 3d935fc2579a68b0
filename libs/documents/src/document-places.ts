import type { Place } from '@assay/core';
import { entryOf, nodeAt, type DocumentNode, type DocumentPath } from './document-node.js';
import type { LineIndex } from './line-index.js';

/** Answers where in the file a path was written; paths use canonical keys. */
export interface DocumentPlaces {
  /** Of the value; of the nearest thing above it that was written when there is none. */
  at(path: DocumentPath): Place;
  /** Of the key (for a list's item: of the item). */
  keyAt(path: DocumentPath): Place;
}

/** Places of a document that was never read as far as a tree: the file as a whole. */
export function wholeFile(file: string): DocumentPlaces {
  return { at: () => ({ file }), keyAt: () => ({ file }) };
}

/** Places of a document's values and keys. */
export function documentPlaces(file: string, lines: LineIndex, root: DocumentNode): DocumentPlaces {
  const place = (offset: number): Place => ({ file, ...lines.at(offset) });

  function keyAt(path: DocumentPath): Place {
    const last = path.at(-1);
    if (last === undefined) return place(root.offset);
    const parentPath = path.slice(0, -1);
    const parent = nodeAt(root, parentPath);
    if (parent?.kind === 'mapping') {
      const entry = entryOf(parent, String(last));
      if (entry) return place(entry.keyOffset);
    }
    if (parent?.kind === 'sequence') {
      const item = parent.items[Number(last)];
      if (item) return place(item.offset);
    }
    return keyAt(parentPath);
  }

  function at(path: DocumentPath): Place {
    const node = nodeAt(root, path);
    return node ? place(node.offset) : keyAt(path);
  }

  return { at, keyAt };
}
