import { LIMITS } from '@assay/core';
import {
  restOfLine,
  type DocumentNode,
  type MappingEntry,
  type ParsedDocument,
  type SyntaxProblem,
} from './document-node.js';

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\n\t]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SPACE = /[ \n\t]*/y;
const WORDS: readonly (readonly [string, boolean | null])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

/** Reads one JSON document (RFC 8259) and keeps the places of its keys and values. */
export function readJson(text: string): ParsedDocument {
  const reader = new JsonReader(text);
  try {
    return { node: reader.document(), problems: [] };
  } catch (stop) {
    if (stop instanceof ReadStop) return { problems: [stop.problem] };
    throw stop;
  }
}

/** Thrown inside the reader only: JSON has no place to go on after its first error. */
class ReadStop {
  constructor(readonly problem: SyntaxProblem) {}
}

class JsonReader {
  readonly #text: string;
  #at = 0;
  #nodes = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): DocumentNode {
    this.#space();
    // An empty file is an empty document, as in YAML; the caller says that a mapping is missing.
    if (this.#at === this.#text.length) return { kind: 'scalar', offset: 0, value: null };
    const node = this.#value(0);
    this.#space();
    if (this.#at < this.#text.length) this.#fail('something follows the document', 'the end');
    return node;
  }

  #value(depth: number): DocumentNode {
    const offset = this.#at;
    this.#nodes += 1;
    if (depth > LIMITS.documentDepthMax) {
      this.#fail('the file is nested too deeply', `at most ${LIMITS.documentDepthMax} levels`);
    }
    if (this.#nodes > LIMITS.documentNodesMax) {
      this.#fail('the file has too many values', `at most ${LIMITS.documentNodesMax}`);
    }
    const char = this.#text[offset];
    if (char === '{') return { kind: 'mapping', offset, entries: this.#entries(depth) };
    if (char === '[') return { kind: 'sequence', offset, items: this.#items(depth) };
    if (char === '"') return { kind: 'scalar', offset, value: this.#string() };
    for (const [word, value] of WORDS) {
      if (this.#text.startsWith(word, offset)) {
        this.#at += word.length;
        return { kind: 'scalar', offset, value };
      }
    }
    const number = this.#match(NUMBER);
    if (number === undefined) this.#fail('a value is missing or malformed', 'a JSON value');
    return { kind: 'scalar', offset, value: Number(number) };
  }

  #entries(depth: number): MappingEntry[] {
    const entries: MappingEntry[] = [];
    this.#at += 1;
    this.#space();
    if (this.#take('}')) return entries;
    for (;;) {
      const keyOffset = this.#at;
      if (this.#text[keyOffset] !== '"') this.#fail('a key is missing', 'a key in "quotes"');
      const key = this.#string();
      this.#space();
      if (!this.#take(':')) this.#fail('a colon is missing after a key', '":"');
      this.#space();
      entries.push({ key, keyOffset, node: this.#value(depth + 1) });
      this.#space();
      if (this.#take('}')) return entries;
      if (!this.#take(',')) this.#fail('a mapping is not closed', '"," or "}"');
      this.#space();
    }
  }

  #items(depth: number): DocumentNode[] {
    const items: DocumentNode[] = [];
    this.#at += 1;
    this.#space();
    if (this.#take(']')) return items;
    for (;;) {
      items.push(this.#value(depth + 1));
      this.#space();
      if (this.#take(']')) return items;
      if (!this.#take(',')) this.#fail('a list is not closed', '"," or "]"');
      this.#space();
    }
  }

  #string(): string {
    const literal = this.#match(STRING);
    if (literal === undefined)
      this.#fail('a text is not closed or has an unknown escape', '"text"');
    return JSON.parse(literal) as string;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const text = pattern.exec(this.#text)?.[0];
    if (text !== undefined) this.#at += text.length;
    return text;
  }

  #space(): void {
    this.#match(SPACE);
  }

  #take(char: string): boolean {
    if (this.#text[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }

  #fail(message: string, expected: string): never {
    const found = restOfLine(this.#text, this.#at);
    throw new ReadStop({ offset: this.#at, message, found, expected });
  }
}
