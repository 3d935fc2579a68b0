import type { JsonValue } from './canonical-value.js';

const LINE_WIDTH_MAX = 96;
const IDENTIFIER = /^[A-Za-z_$][A-Za-z0-9_$]*$/;

/**
 * Prints a JSON value as a TypeScript literal, two spaces a level, keys in the order given. Lists of
 * scalars stay on one line while they fit. Every string survives: quotes, back-slashes, control
 * characters, U+2028, lone surrogates.
 */
export function printLiteral(value: JsonValue, depth = 0): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'string') return printString(value);
  const inner = '  '.repeat(depth + 1);
  const outer = '  '.repeat(depth);
  if (Array.isArray(value)) return printList(value, depth);
  const record = value as { readonly [key: string]: JsonValue };
  const keys = Object.keys(record);
  if (keys.length === 0) return '{}';
  const lines = keys.map(
    (key) => `${inner}${printKey(key)}: ${printLiteral(record[key] as JsonValue, depth + 1)},\n`,
  );
  return `{\n${lines.join('')}${outer}}`;
}

function printList(list: readonly JsonValue[], depth: number): string {
  const inner = '  '.repeat(depth + 1);
  const items = list.map((item) => printLiteral(item, depth + 1));
  const oneLine = `[${items.join(', ')}]`;
  const isScalar = list.every((item) => item === null || typeof item !== 'object');
  if (isScalar && oneLine.length + inner.length <= LINE_WIDTH_MAX) return oneLine;
  return `[\n${items.map((item) => `${inner}${item},\n`).join('')}${'  '.repeat(depth)}]`;
}

/** `__proto__` must be computed: written plainly it would set the prototype instead of a member. */
function printKey(key: string): string {
  if (key === '__proto__') return `['__proto__']`;
  return IDENTIFIER.test(key) ? key : printString(key);
}

/** Prints a string as a single-quoted literal that contains no line break of any kind. */
export function printString(text: string): string {
  let printed = '';
  for (let index = 0; index < text.length; index += 1) {
    printed += escapeUnit(text, index);
  }
  return `'${printed}'`;
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  "'": "\\'",
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function escapeUnit(text: string, index: number): string {
  const unit = text.charAt(index);
  const short = SHORT_ESCAPES[unit];
  if (short !== undefined) return short;
  const code = text.charCodeAt(index);
  const isInvisible =
    code < 0x20 ||
    (code >= 0x7f && code <= 0x9f) ||
    // Invisible or direction-changing marks would make a reviewer read another text than the parser.
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x2069) ||
    code === 0xfeff;
  if (isInvisible || isLoneSurrogate(text, index))
    return `\\u${code.toString(16).padStart(4, '0')}`;
  return unit;
}

function isLoneSurrogate(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  if (code >= 0xd800 && code <= 0xdbff) {
    const next = text.charCodeAt(index + 1);
    return !(next >= 0xdc00 && next <= 0xdfff);
  }
  if (code >= 0xdc00 && code <= 0xdfff) {
    const previous = text.charCodeAt(index - 1);
    return !(previous >= 0xd800 && previous <= 0xdbff);
  }
  return false;
}
