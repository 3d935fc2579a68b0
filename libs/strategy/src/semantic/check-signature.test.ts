import { describe, expect, test } from 'vitest';
import { buildSignature } from '../signature/build-signature.js';
import { canonicalValue } from '../signature/canonical-value.js';
import { printLiteral } from '../signature/print-literal.js';
import { KNOWN } from '../testing/directive-model.js';
import { findings, MODEL, strategySource } from '../testing/strategy-source.js';
import { validateStrategy } from './validate-strategy.js';

describe('the signature', () => {
  const literal = printLiteral(canonicalValue(buildSignature(MODEL)));
  test.each([
    ['differs in a value', literal.replace('limit: 3', 'limit: 4')],
    ['has one member more', literal.replace('limit: 3', 'limit: 3, more: 1')],
    ['lacks a member', literal.replace(/\s*limit: 3,/, '')],
    ['is of another version', literal.replace('version: 1', 'version: 2')],
    ['is computed', `JSON.parse('{}')`],
    ['contains a name', literal.replace('limit: 3', 'limit: undefined')],
    ['is spread', `{ ...${literal} }`],
    ['says a key twice', literal.replace('limit: 3', 'limit: 4, limit: 3')],
    ['sets a prototype', literal.replace('limit: 3', `__proto__: { limit: 3 }`)],
    ['has a getter', literal.replace('limit: 3', 'get limit() { return 3; }')],
  ])('is refused when it %s', async (_name, signature) => {
    expect(await findings(strategySource(MODEL, { signature }))).toContain('SIGNATURE_MISMATCH');
  });

  test('names the field that differs, and stands at its place', async () => {
    const source = strategySource(MODEL, { signature: literal.replace('limit: 3', 'limit: 4') });
    const [found] = await validateStrategy({
      source,
      file: 's.ts',
      model: MODEL,
      knownIndicators: KNOWN,
    });
    expect(found).toMatchObject({
      message: expect.stringContaining('rules.parameters.limit') as string,
      found: '4',
      expected: '3',
    });
    const line = source.split('\n')[(found?.place?.line ?? 0) - 1] ?? '';
    expect(line.slice((found?.place?.column ?? 0) - 1)).toBe('4,');
  });

  test('must be carried by the definition itself', async () => {
    expect(await findings(strategySource(MODEL, { member: '{ version: 1 }' }))).toEqual([
      'SIGNATURE_MISMATCH',
    ]);
    expect(await findings(strategySource(MODEL, { member: '{ ...STRATEGY_SIGNATURE }' }))).toEqual([
      'SIGNATURE_MISMATCH',
    ]);
  });

  test('may be written in another order of keys', async () => {
    const rotated = `{ version: 1, timeframe: '1h', "strategy": "Plain", session_time_reference: 'UTC', rules: { parameters: { limit: 3.0 } }, indicators: ['volatility/atr'] }`;
    expect(await findings(strategySource(MODEL, { signature: rotated }))).toEqual([]);
  });
});
