import { describe, expect, test } from 'vitest';
import { directiveModel, RANGE_RULES } from '../testing/directive-model.js';
import { findings, MODEL, strategySource } from '../testing/strategy-source.js';

describe('the identity', () => {
  test.each([
    ['another name', { name: `'Other'` }],
    ['a name that is computed', { name: `'Pla' + STRATEGY_SIGNATURE.version` }],
    ['another timeframe', { timeframe: `'4h'` }],
    [
      'a name behind a getter',
      {
        definition: `defineStrategy({ get name() { return 'Plain'; }, timeframe: '1h', signature: STRATEGY_SIGNATURE, prepareIndicators() { return {}; }, checkEntry() { return null; }, checkExit() { return false; } })`,
      },
    ],
    [
      'a definition that is spread',
      { top: 'const base = {};', definition: 'defineStrategy({ ...base })' },
    ],
    [
      'a definition made by a function',
      { top: 'function make() { return {}; }', definition: 'make()' },
    ],
    ['a class', { definition: 'class {}' }],
    [
      'a recipe that does not exist',
      {
        imports: `import { magic } from '@assay/strategy';\nimport { atr } from '@assay/indicators/volatility/atr';\n`,
        definition: 'magic(STRATEGY_SIGNATURE)',
      },
    ],
  ])('is not proved by %s', async (_name, parts) => {
    expect(new Set(await findings(strategySource(MODEL, parts)))).toEqual(
      new Set(['STRATEGY_IDENTITY_MISMATCH']),
    );
  });

  test('is missing without a default export', async () => {
    expect(
      await findings(strategySource(MODEL).replace('export default', 'export const other =')),
    ).toEqual(['STRATEGY_IDENTITY_MISMATCH']);
  });

  test('is followed through constants and type annotations', async () => {
    const parts = {
      top: `const NAME = 'Plain'; function enter(ctx) { return null; }
        const strategy = defineStrategy({ name: NAME, 'timeframe': \`1h\`, signature: STRATEGY_SIGNATURE,
          prepareIndicators: (bars) => ({}), checkEntry: enter, checkExit: () => false } satisfies object);`,
      definition: 'strategy as unknown',
    };
    expect(await findings(strategySource(MODEL, parts))).toEqual([]);
    const named = strategySource(MODEL, parts).replace(
      'export default strategy as unknown;',
      'export { strategy as default };',
    );
    expect(await findings(named)).toEqual([]);
  });

  test('includes all three hooks', async () => {
    const source = strategySource(MODEL)
      .replace(/ checkExit\(ctx\).*\n/, 'checkExit: false,\n')
      .replace('checkEntry(ctx)', 'checkEntries(ctx)');
    expect(await findings(source)).toEqual(['STRATEGY_CONTRACT', 'STRATEGY_CONTRACT']);
  });
});

describe('a recipe', () => {
  const model = directiveModel({ rules: RANGE_RULES });
  const recipe = (call: string): string =>
    strategySource(model, { definition: call }).replace(
      'defineStrategy }',
      'sessionRangeBreakout, movingAverageCross as ma }',
    );

  test('of the signature passes', async () => {
    expect(await findings(recipe('sessionRangeBreakout(STRATEGY_SIGNATURE)'), model)).toEqual([]);
  });

  test.each([
    ['of something else', 'sessionRangeBreakout({})', 'STRATEGY_IDENTITY_MISMATCH'],
    [
      'of a changed copy',
      'sessionRangeBreakout({ ...STRATEGY_SIGNATURE, rules: {} })',
      'STRATEGY_IDENTITY_MISMATCH',
    ],
    [
      'with a second argument',
      'sessionRangeBreakout(STRATEGY_SIGNATURE, 1)',
      'STRATEGY_IDENTITY_MISMATCH',
    ],
    ['that does not interpret the rules', 'ma(STRATEGY_SIGNATURE)', 'RULE_NOT_INTERPRETED'],
  ])('%s does not', async (_name, call, code) => {
    expect(await findings(recipe(call), model)).toEqual([code]);
  });
});
