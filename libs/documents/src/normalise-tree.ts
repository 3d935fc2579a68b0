import { diagnostic, type Diagnostic, type Place } from '@assay/core';
import {
  formatPath,
  type DocumentNode,
  type DocumentPath,
  type MappingEntry,
  type MappingNode,
} from './document-node.js';
import { isControl } from './document-text.js';

/**
 * Names the canonical spelling of a key that is written another way; undefined when the key is to
 * stay as it is. `path` is the canonical path of the mapping that holds the key.
 */
export type KeyAliases = (path: DocumentPath, key: string) => string | undefined;

/** Turns an offset of the document into its place. */
export type PlaceAt = (offset: number) => Place;

export interface NormalisedTree {
  /** Keys in canonical spelling; of two equal keys only the first is left. */
  readonly node: DocumentNode;
  readonly diagnostics: readonly Diagnostic[];
  /** Offsets of values that were refused here; the schema need not refuse them again. */
  readonly refusedOffsets: ReadonlySet<number>;
}

/** Applies key aliases and refuses what no schema may ever see: twice-written keys and bad values. */
export function normaliseTree(
  root: DocumentNode,
  placeAt: PlaceAt,
  aliases: KeyAliases | undefined,
): NormalisedTree {
  const diagnostics: Diagnostic[] = [];
  const refusedOffsets = new Set<number>();

  function normalise(node: DocumentNode, path: DocumentPath): DocumentNode {
    if (node.kind === 'mapping') return mapping(node, path);
    if (node.kind === 'sequence') {
      return { ...node, items: node.items.map((item, i) => normalise(item, [...path, i])) };
    }
    const problem = valueProblem(node.value);
    if (problem) {
      refusedOffsets.add(node.offset);
      diagnostics.push(
        diagnostic('VALUE_NOT_ALLOWED', `${formatPath(path)} has a value that is not allowed`, {
          place: placeAt(node.offset),
          ...problem,
        }),
      );
    }
    return node;
  }

  function mapping(node: MappingNode, path: DocumentPath): MappingNode {
    const kept = new Map<string, MappingEntry>();
    for (const entry of node.entries) {
      const key = aliases?.(path, entry.key) ?? entry.key;
      const place = placeAt(entry.keyOffset);
      const first = kept.get(key);
      if (first) {
        const line = placeAt(first.keyOffset).line;
        diagnostics.push(
          diagnostic('DUPLICATE_KEY', `the key "${shortKey(key)}" stands twice`, {
            place,
            found: `"${shortKey(entry.key)}" again; it stands on line ${line} already`,
            expected: 'every key once',
          }),
        );
        continue;
      }
      const keyProblem = refusedKey(key);
      if (keyProblem) {
        diagnostics.push(
          diagnostic('UNKNOWN_KEY', `unknown key "${shortKey(key)}"`, { place, ...keyProblem }),
        );
        continue;
      }
      if (key !== entry.key) diagnostics.push(legacySpelling(entry.key, key, place));
      kept.set(key, {
        key,
        keyOffset: entry.keyOffset,
        node: normalise(entry.node, [...path, key]),
      });
    }
    return { ...node, entries: [...kept.values()] };
  }

  return { node: normalise(root, []), diagnostics, refusedOffsets };
}

function legacySpelling(written: string, canonical: string, place: Place): Diagnostic {
  return diagnostic('LEGACY_SPELLING', `the key "${shortKey(written)}" has an older spelling`, {
    severity: 'warning',
    place,
    found: `"${shortKey(written)}"`,
    expected: `"${canonical}"`,
    next: `Write ${canonical}.`,
  });
}

/** A key as messages quote it: escaped, and cut where it would fill the screen. */
export function shortKey(key: string): string {
  const text = JSON.stringify(key).slice(1, -1);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

function refusedKey(
  key: string,
): { readonly found: string; readonly expected: string } | undefined {
  // Assigned to an ordinary object, this key would replace its prototype.
  if (key === '__proto__') return { found: '"__proto__"', expected: 'a key of the format' };
  const problem = textProblem(key);
  return problem && { found: `"${shortKey(key)}"`, expected: problem.expected };
}

function valueProblem(
  value: string | number | boolean | null,
): { readonly found: string; readonly expected: string } | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return { found: String(value), expected: 'a finite number' };
  }
  return typeof value === 'string' ? textProblem(value) : undefined;
}

function textProblem(
  text: string,
): { readonly found: string; readonly expected: string } | undefined {
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (isControl(unit)) {
      return {
        found: `the control character ${hex(unit)}`,
        expected: 'a text without control characters',
      };
    }
    if (unit < 0xd800 || unit > 0xdfff) continue;
    const next = text.charCodeAt(i + 1);
    if (unit > 0xdbff || !(next >= 0xdc00 && next <= 0xdfff)) {
      return { found: `the lone surrogate ${hex(unit)}`, expected: 'a text of whole characters' };
    }
    i += 1;
  }
  return undefined;
}

function hex(unit: number): string {
  return `U+${unit.toString(16).toUpperCase().padStart(4, '0')}`;
}
