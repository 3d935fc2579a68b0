import { LIMITS } from '@assay/core';
import type { CST } from 'yaml';
import type { SyntaxProblem } from './document-node.js';

/**
 * Finds nesting beyond the limit in the parser's tokens, without recursion: composing them is
 * recursive, and a file of 100 000 opening brackets must not overflow the stack.
 */
export function depthProblem(tokens: readonly CST.Token[]): SyntaxProblem | undefined {
  const pending: { readonly token: CST.Token; readonly depth: number }[] = tokens.map((token) => ({
    token,
    depth: 0,
  }));
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { token, depth } = next;
    if (depth > LIMITS.documentDepthMax) {
      return {
        offset: token.offset,
        message: 'the file is nested too deeply',
        found: `more than ${LIMITS.documentDepthMax} levels`,
        expected: `at most ${LIMITS.documentDepthMax} levels`,
        next: 'Remove the surplus levels of nesting.',
      };
    }
    for (const child of childTokens(token)) pending.push({ token: child, depth: depth + 1 });
  }
  return undefined;
}

function childTokens(token: CST.Token): readonly CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : [];
  if (!('items' in token)) return [];
  return token.items.flatMap((item) => {
    const parts: CST.Token[] = [];
    if (item.key) parts.push(item.key);
    if (item.value) parts.push(item.value);
    return parts;
  });
}
