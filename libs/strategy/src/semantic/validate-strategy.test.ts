import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { KNOWN } from '../testing/directive-model.js';
import { findings, MODEL, strategySource } from '../testing/strategy-source.js';
import { validateIndicatorSource, validateStrategy } from './validate-strategy.js';

test('a strategy that is what its directive says has no findings', async () => {
  expect(await findings(strategySource(MODEL))).toEqual([]);
});

describe('a source that cannot be read', () => {
  test.each([
    ['a syntax error', 'const = 1;'],
    ['a duplicate declaration', 'const a = 1; const a = 2;'],
    ['a return outside of a function', 'return 1;'],
    ['sloppy code', 'with (Math) {}'],
  ])('is a syntax finding with its place: %s', async (_name, top) => {
    expect(await findings(strategySource(MODEL, { top }))).toEqual(['STRATEGY_SYNTAX']);
  });

  test('is a syntax finding when it is nested deeper than can be checked', async () => {
    for (const top of [
      `const x = ${'['.repeat(20_000)}${']'.repeat(20_000)};`,
      `const x = 1${' + 1'.repeat(50_000)};`,
    ]) {
      const found = await validateStrategy({
        source: strategySource(MODEL, { top }),
        file: 's.ts',
        model: MODEL,
        knownIndicators: KNOWN,
      });
      expect(found.map(({ code }) => code)).toEqual(['STRATEGY_SYNTAX']);
    }
  });
});

describe('an indicator of the workspace', () => {
  async function codes(source: string): Promise<string[]> {
    return (await validateIndicatorSource({ source, file: 'i.ts' })).map(({ code }) => code);
  }

  test('may compute from what it is given, and import other indicators', async () => {
    const source = `import { sma } from '@assay/indicators/trend/sma';\nimport { delta } from './delta';\nimport type { Bars } from '@assay/core';
export function bodyRatio(bars: Bars): Float64Array { return sma(bars.close.map((c, i) => c - (bars.open[i] ?? 0)), delta); }`;
    expect(await codes(source)).toEqual([]);
  });

  test.each([
    ['reads the clock', 'export const x = Date.now();', 'FORBIDDEN_CONSTRUCT'],
    [
      'imports a module of the host',
      `import fs from 'node:fs';\nexport const x = fs;`,
      'FORBIDDEN_IMPORT',
    ],
    ['is asynchronous', 'export async function x() {}', 'FORBIDDEN_CONSTRUCT'],
    ['does not parse', 'export const = 1;', 'STRATEGY_SYNTAX'],
  ])('is refused when it %s', async (_name, source, code) => {
    expect(await codes(source)).toEqual([code]);
  });

  test('of the library passes its own rules', async () => {
    for (const path of ['trend/sma', 'trend/ema', 'price/rsi', 'volatility/atr']) {
      const file = fileURLToPath(new URL(`../../../indicators/src/${path}.ts`, import.meta.url));
      const found = await validateIndicatorSource({
        source: readFileSync(file, 'utf8').replaceAll(`'@assay/core'`, `'@assay/strategy'`),
        file,
      });
      expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
    }
  });
});
