import type { JsonValue } from '../signature/canonical-value.js';
import { childOf, childrenOf, hasFlag, stringOf, unwrap, type AstNode } from './ast-node.js';

/** The value of an expression that is a plain literal, or the node that is not one. */
export type LiteralReading =
  | { readonly isLiteral: true; readonly value: JsonValue }
  | { readonly isLiteral: false; readonly offender: AstNode };

/**
 * Reads a plain literal: objects, lists, strings, numbers (also negative), booleans, null. Nothing is
 * evaluated: a spread, a name, a call, a computed key is an offender. A key that stands twice, too.
 */
export function readLiteral(expression: AstNode): LiteralReading {
  const node = unwrap(expression) ?? expression;
  switch (node.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return { isLiteral: true, value: node['value'] as JsonValue };
    case 'NullLiteral':
      return { isLiteral: true, value: null };
    case 'UnaryExpression':
      return readSigned(node);
    case 'TemplateLiteral': {
      const text = staticText(node);
      return text === undefined
        ? { isLiteral: false, offender: node }
        : { isLiteral: true, value: text };
    }
    case 'ArrayExpression':
      return readList(node);
    case 'ObjectExpression':
      return readObject(node);
    default:
      return { isLiteral: false, offender: node };
  }
}

function readSigned(node: AstNode): LiteralReading {
  const argument = childOf(node, 'argument');
  const value = argument?.type === 'NumericLiteral' ? argument['value'] : undefined;
  if (node['operator'] !== '-' || typeof value !== 'number')
    return { isLiteral: false, offender: node };
  // A signature has no negative zero: JSON cannot tell the two apart.
  return { isLiteral: true, value: value === 0 ? 0 : -value };
}

function readList(node: AstNode): LiteralReading {
  const elements = node['elements'];
  const values: JsonValue[] = [];
  if (Array.isArray(elements) && elements.some((element) => element === null)) {
    return { isLiteral: false, offender: node };
  }
  for (const element of childrenOf(node, 'elements')) {
    const inner = readLiteral(element);
    if (!inner.isLiteral) return inner;
    values.push(inner.value);
  }
  return { isLiteral: true, value: values };
}

function readObject(node: AstNode): LiteralReading {
  const record = Object.create(null) as Record<string, JsonValue>;
  for (const property of childrenOf(node, 'properties')) {
    const key = property.type === 'ObjectProperty' ? staticKey(property) : undefined;
    const value = childOf(property, 'value');
    const isPrototype = key === '__proto__' && !hasFlag(property, 'computed');
    if (key === undefined || value === undefined || isPrototype || Object.hasOwn(record, key)) {
      return { isLiteral: false, offender: property };
    }
    const inner = readLiteral(value);
    if (!inner.isLiteral) return inner;
    record[key] = inner.value;
  }
  return { isLiteral: true, value: record };
}

/** The name of a property, method or member access that is known without running code. */
export function staticKey(node: AstNode): string | undefined {
  const key = childOf(node, node.type.endsWith('MemberExpression') ? 'property' : 'key');
  if (!key) return undefined;
  if (!hasFlag(node, 'computed') && key.type === 'Identifier') return stringOf(key, 'name');
  if (key.type === 'NumericLiteral') return String(key['value']);
  return staticText(key);
}

/** A text that is known without running code: literals, templates and sums of such. */
export function staticText(expression: AstNode): string | undefined {
  const node = unwrap(expression) ?? expression;
  if (node.type === 'StringLiteral') return stringOf(node, 'value');
  if (node.type === 'TemplateLiteral') return staticTemplate(node);
  if (node.type === 'BinaryExpression' && node['operator'] === '+') {
    const left = childOf(node, 'left');
    const right = childOf(node, 'right');
    const leftText = left && staticText(left);
    const rightText = right && staticText(right);
    return leftText === undefined || rightText === undefined ? undefined : leftText + rightText;
  }
  return undefined;
}

function staticTemplate(node: AstNode): string | undefined {
  const quasis = childrenOf(node, 'quasis');
  const inserted = childrenOf(node, 'expressions').map(staticText);
  let text = '';
  for (const [index, quasi] of quasis.entries()) {
    const cooked = (quasi['value'] as { readonly cooked?: unknown } | undefined)?.cooked;
    if (typeof cooked !== 'string') return undefined;
    text += cooked;
    if (index >= inserted.length) continue;
    const part = inserted[index];
    if (part === undefined) return undefined;
    text += part;
  }
  return text;
}
