import { LIMITS } from '@assay/core';
import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Parser,
  type Alias,
  type Document,
  type Node,
  type YAMLError,
} from 'yaml';
import type {
  DocumentNode,
  MappingEntry,
  ParsedDocument,
  ScalarNode,
  SyntaxProblem,
} from './document-node.js';
import { yamlProblem } from './yaml-problem.js';
import { depthProblem } from './yaml-depth.js';

/**
 * Reads one YAML 1.2 document, core schema only: no timestamps, no base-60 numbers, no merge keys,
 * no tags but the core ones, whatever the file's own `%YAML` line says.
 */
export function readYaml(text: string): ParsedDocument {
  const tokens = [...new Parser().parse(text)];
  const tooDeep = depthProblem(tokens);
  if (tooDeep) return { problems: [tooDeep] };
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    resolveKnownTags: false,
    merge: false,
    uniqueKeys: false,
    strict: true,
  });
  const documents = [...composer.compose(tokens, true, text.length)];
  const problems = documents.slice(0, 1).flatMap((document) => documentProblems(text, document));
  const [first, second] = documents;
  if (second) {
    problems.push({
      offset: second.range[0],
      message: 'the file holds more than one document',
      found: `${documents.length} documents`,
      expected: 'one document',
      next: 'Remove the line `---` and what does not belong to this file.',
    });
  }
  if (problems.length > 0) return { problems };
  const contents = first?.contents;
  if (!contents) return { node: { kind: 'scalar', offset: 0, value: null }, problems: [] };
  return new TreeBuilder().build(contents);
}

function documentProblems(text: string, document: Document.Parsed): SyntaxProblem[] {
  const found: YAMLError[] = [...document.errors, ...document.warnings];
  const problems = found.map((error) => yamlProblem(text, error));
  const yaml = document.directives.yaml;
  if (yaml.explicit && yaml.version !== '1.2') {
    problems.push({
      offset: document.range[0],
      message: 'the file asks for another version of YAML',
      found: `%YAML ${yaml.version}`,
      expected: 'YAML 1.2',
      next: 'Remove the line that begins with %YAML.',
    });
  }
  return problems;
}

/** Thrown inside the builder only, to leave a recursion at the first problem of its kind. */
class BuildStop {
  constructor(readonly problem: SyntaxProblem) {}
}

/** Turns the parser's nodes into ours, following aliases within limits. */
class TreeBuilder {
  readonly #anchors = new Map<string, Node>();
  /** What an alias stood for where it was written; anchors may be defined again later. */
  readonly #targets = new Map<Alias, Node>();
  readonly #open = new Set<Node>();
  #aliases = 0;
  #nodes = 0;
  #expanding = 0;

  build(contents: Node): ParsedDocument {
    try {
      return { node: this.#convert(contents, 0, 0), problems: [] };
    } catch (stop) {
      if (stop instanceof BuildStop) return { problems: [stop.problem] };
      throw stop;
    }
  }

  #convert(node: Node, fallback: number, depth: number): DocumentNode {
    const offset = node.range?.[0] ?? fallback;
    this.#nodes += 1;
    if (this.#nodes > LIMITS.documentNodesMax) {
      throw new BuildStop(limitProblem(offset, 'values', LIMITS.documentNodesMax));
    }
    if (depth > LIMITS.documentDepthMax) {
      throw new BuildStop(limitProblem(offset, 'levels of nesting', LIMITS.documentDepthMax));
    }
    if (isAlias(node)) return this.#follow(node, offset, depth);
    if (node.anchor && this.#expanding === 0) this.#anchors.set(node.anchor, node);
    if (isScalar(node)) return { kind: 'scalar', offset, value: scalarValue(node.value) };
    this.#open.add(node);
    const converted = this.#collection(node, offset, depth);
    this.#open.delete(node);
    return converted;
  }

  #collection(node: Node, offset: number, depth: number): DocumentNode {
    if (isSeq<Node>(node)) {
      const items = node.items.map((item) => this.#convert(item, offset, depth + 1));
      return { kind: 'sequence', offset, items };
    }
    const entries: MappingEntry[] = [];
    if (isMap<Node, Node | null>(node)) {
      for (const pair of node.items) {
        const keyOffset = pair.key.range?.[0] ?? offset;
        const key = this.#keyText(pair.key, keyOffset);
        const value = pair.value
          ? this.#convert(pair.value, keyOffset, depth + 1)
          : ({ kind: 'scalar', offset: keyOffset, value: null } as const);
        entries.push({ key, keyOffset, node: value });
      }
    }
    return { kind: 'mapping', offset, entries };
  }

  #keyText(key: Node, offset: number): string {
    if (!isScalar(key) || key.anchor) {
      throw new BuildStop({
        offset,
        message: 'a key is not a plain word',
        found: isAlias(key) ? `the alias *${key.source}` : 'a list, a mapping or an anchor',
        expected: 'a word before the colon',
      });
    }
    // `1.0:` and `true:` are the words they were written as, not numbers or truth values.
    return typeof key.value === 'string' ? key.value : (key.source ?? '');
  }

  #follow(alias: Alias, offset: number, depth: number): DocumentNode {
    this.#aliases += 1;
    if (this.#aliases > LIMITS.documentAliasesMax) {
      throw new BuildStop(limitProblem(offset, 'resolved aliases', LIMITS.documentAliasesMax));
    }
    const target = this.#targets.get(alias) ?? this.#anchors.get(alias.source);
    if (!target || this.#open.has(target)) {
      throw new BuildStop({
        offset,
        message: target ? 'an alias contains itself' : 'an alias names no anchor',
        found: `*${alias.source}`,
        expected: `a value marked &${alias.source} before it`,
      });
    }
    this.#targets.set(alias, target);
    this.#expanding += 1;
    const node = this.#convert(target, offset, depth);
    this.#expanding -= 1;
    // A wrong value is reported where it is used: at the alias.
    return node.kind === 'scalar' ? { ...node, offset } : node;
  }
}

function limitProblem(offset: number, what: string, max: number): SyntaxProblem {
  return {
    offset,
    message: `the file has too many ${what}`,
    found: `more than ${max}`,
    expected: `at most ${max}`,
    next: 'Write the values out, and only those that the file needs.',
  };
}

function scalarValue(value: unknown): ScalarNode['value'] {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  return null;
}
