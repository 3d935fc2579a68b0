import { describe, expect, test } from 'vitest';
import { KNOWN } from '../testing/directive-model.js';
import { findings, MODEL, strategySource } from '../testing/strategy-source.js';
import { validateStrategy } from './validate-strategy.js';

describe('imports and declared indicators', () => {
  const atr = `import { atr } from '@assay/indicators/volatility/atr';\n`;
  test.each([
    ['a declared one is missing', '', ['INDICATOR_IMPORT_MISMATCH']],
    [
      'a declared one is imported as a type only',
      `import type { atr } from '@assay/indicators/volatility/atr';\n`,
      ['INDICATOR_IMPORT_MISMATCH'],
    ],
    [
      'a declared one is imported for its side effect',
      `import '@assay/indicators/volatility/atr';\n`,
      ['INDICATOR_IMPORT_MISMATCH'],
    ],
    [
      'one is not declared',
      `${atr}import { sma } from '@assay/indicators/trend/sma';\n`,
      ['INDICATOR_IMPORT_MISMATCH'],
    ],
    [
      'a workspace one is not declared',
      `${atr}import { bodyRatio } from '../../indicators/price/body-ratio.ts';\n`,
      ['INDICATOR_IMPORT_MISMATCH'],
    ],
    [
      'one is imported as a namespace',
      `import * as a from '@assay/indicators/volatility/atr';\n`,
      [],
    ],
    [
      'one is imported under another name',
      `import { atr as range } from '@assay/indicators/volatility/atr';\n`,
      [],
    ],
  ])('are compared in both directions: %s', async (_name, imports, expected) => {
    expect(await findings(strategySource(MODEL, { imports }))).toEqual(expected);
  });

  test('are compared across the other modules of the strategy’s folder', async () => {
    const helpers = [
      {
        file: 'h.ts',
        source: `import { sma } from '@assay/indicators/trend/sma';\nexport const x = sma;`,
      },
    ];
    const found = await validateStrategy({
      source: strategySource(MODEL),
      file: 's.ts',
      model: MODEL,
      knownIndicators: KNOWN,
      helpers,
    });
    expect(found.map(({ code, place }) => [code, place?.file])).toEqual([
      ['INDICATOR_IMPORT_MISMATCH', 'h.ts'],
    ]);
  });

  test.each([
    [`import fs from 'node:fs';`],
    [`import x from 'lodash';`],
    [`import { pow } from '@assay/core';`],
    [`import x from '../Other/strategy';`],
    [`import x from './../../secret';`],
    [`import x from '/etc/passwd';`],
    [`export { atr } from '@assay/indicators/volatility/atr';`],
    [`export * from './x';`],
  ])('may not name other modules: %s', async (line) => {
    expect(await findings(strategySource(MODEL, { imports: `${atr}${line}\n` }))).toEqual([
      'FORBIDDEN_IMPORT',
    ]);
  });

  test('may name modules of the own folder, and types from anywhere', async () => {
    const imports = `${atr}import { rule } from './rule';\nimport type { Bars } from '@assay/core';\n`;
    expect(await findings(strategySource(MODEL, { imports }))).toEqual([]);
  });
});
