import type { YAMLError } from 'yaml';
import { restOfLine, type SyntaxProblem } from './document-node.js';

type YamlCode = YAMLError['code'];

/** What the parser's codes mean to somebody who writes the file; the rest keep its own message. */
const WORDS: Partial<Record<YamlCode, { readonly message: string; readonly expected: string }>> = {
  TAB_AS_INDENT: { message: 'a tab is used to indent', expected: 'spaces; YAML forbids tabs here' },
  BAD_INDENT: { message: 'the indentation does not fit', expected: 'one column for one level' },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'a key stands where a value is expected',
    expected: 'one `key: value` a line',
  },
  MULTILINE_IMPLICIT_KEY: {
    message: 'a key does not end on its line',
    expected: 'a colon after the key, on the same line',
  },
  TAG_RESOLVE_FAILED: { message: 'a tag is not known', expected: 'plain values without !tags' },
  BAD_DQ_ESCAPE: {
    message: 'a text has an unknown escape',
    expected: "an escape of YAML 1.2, or 'single quotes'",
  },
  BAD_SCALAR_START: {
    message: 'a plain value cannot begin with this character',
    expected: 'the value in "quotes"',
  },
  MULTIPLE_DOCS: { message: 'the file holds more than one document', expected: 'one document' },
};

/** Turns an error of the YAML parser into ours: words, the place, and what stands there. */
export function yamlProblem(text: string, error: YAMLError): SyntaxProblem {
  const offset = Math.min(error.pos[0], text.length);
  const words = WORDS[error.code];
  return {
    offset,
    message: words?.message ?? firstSentence(error.message),
    found: restOfLine(text, offset),
    expected: words?.expected ?? 'well-formed YAML',
  };
}

function firstSentence(message: string): string {
  const line = message.split('\n', 1)[0] ?? '';
  const text = line.replace(/ at line \d+, column \d+:?$/, '');
  return text.charAt(0).toLowerCase() + text.slice(1);
}
