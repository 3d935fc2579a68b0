import { fc, test as check } from '@fast-check/vitest';
import type { DirectiveModel } from '@assay/directive';
import { describe, expect, test } from 'vitest';
import { validateStrategy } from '../semantic/validate-strategy.js';
import { directiveModel, KNOWN, RANGE_RULES } from '../testing/directive-model.js';
import { planProvisioning, strategyPath, type ProvisionPlan } from './plan-provisioning.js';

async function plan(model: DirectiveModel, existing?: string): Promise<ProvisionPlan> {
  const result = await planProvisioning({ model, existing, knownIndicators: KNOWN });
  if (!result.ok) throw new Error(JSON.stringify(result.error, null, 1));
  return result.value;
}

async function codes(model: DirectiveModel, existing?: string): Promise<string[]> {
  const result = await planProvisioning({ model, existing, knownIndicators: KNOWN });
  return result.ok ? [] : result.error.map(({ code }) => code);
}

const INDICATORS = ['price/body-ratio', 'volatility/volatility-regime'];
const THIN = directiveModel({
  indicators: INDICATORS,
  rules: { parameters: { note: "it's\u2028" } },
});
const RANGE = directiveModel({ id: 'R_01', strategy: 'R', rules: RANGE_RULES });
const CROSS = directiveModel({
  rules: { moving_average_cross: { type: 'sma', fast: 10, slow: 30 } },
});

describe('a new strategy file', () => {
  test('is a thin, hollow template when no recipe matches the rules', async () => {
    const { text, ...rest } = await plan(THIN);
    expect(rest).toEqual({
      path: 'strategies/Plain/strategy.ts',
      changed: true,
      notes: [],
      hollow: true,
    });
    expect(text).toBe(`// --- IMPORTS (from the directive) ---
import { bodyRatio } from '../../indicators/price/body-ratio';
import { volatilityRegime } from '@assay/indicators/volatility/volatility-regime';
import { defineStrategy } from '@assay/strategy';
// --- STRATEGY SIGNATURE START ---
export const STRATEGY_SIGNATURE = {
  indicators: ['price/body-ratio', 'volatility/volatility-regime'],
  rules: {
    parameters: {
      note: 'it\\'s\\u2028',
    },
  },
  session_time_reference: 'UTC',
  strategy: 'Plain',
  timeframe: '1h',
  version: 1,
} as const;
// --- STRATEGY SIGNATURE END ---
export default defineStrategy({
  name: 'Plain',
  timeframe: '1h',
  signature: STRATEGY_SIGNATURE,
  // Columns by name, each a Float64Array as long as the bars.
  prepareIndicators(bars) {
    return {};
  },
  // An order, several orders, or null; asked at each close while an entry may be taken.
  checkEntry(ctx) {
    return null;
  },
  // true, or an exit; asked at each close while a position is open.
  checkExit(ctx) {
    return false;
  },
});
`);
  });

  test('calls the recipe that interprets every declared rule, and trades at once', async () => {
    const { text, recipe, hollow } = await plan(RANGE);
    expect({ recipe, hollow }).toEqual({ recipe: 'sessionRangeBreakout', hollow: false });
    expect(text).toContain(`import { sessionRangeBreakout } from '@assay/strategy';`);
    expect(text.endsWith('\nexport default sessionRangeBreakout(STRATEGY_SIGNATURE);\n')).toBe(
      true,
    );
    expect((await plan(CROSS)).recipe).toBe('movingAverageCross');
  });

  test('is refused when the recipe leaves a declared rule out', async () => {
    const rules = {
      ...RANGE_RULES,
      polarity_override: { mode: 'invert' as const, symbols: ['EURUSD'] },
    };
    expect(new Set(await codes(directiveModel({ rules })))).toEqual(
      new Set(['RULE_NOT_INTERPRETED']),
    );
  });

  test('consults the filters that the directive switches on', async () => {
    const rules = { volatility_filter: { enabled: true, required_regime: 1 } };
    expect((await plan(directiveModel({ rules }))).text).toContain(
      'if (!ctx.filters.allows()) return null;',
    );
    const off = { volatility_filter: { enabled: false } };
    expect((await plan(directiveModel({ rules: off }))).text).not.toContain('filters');
  });

  test('imports two indicators of one name under names that say their domain', async () => {
    const { text } = await plan(directiveModel({ indicators: ['price/rsi', 'structure/rsi'] }));
    expect(text).toContain(`import { rsi as priceRsi } from '@assay/indicators/price/rsi';`);
    expect(text).toContain(
      `import { rsi as structureRsi } from '@assay/indicators/structure/rsi';`,
    );
  });

  test.each([
    ['exists nowhere', ['trend/sna'], KNOWN, 'INDICATOR_UNKNOWN'],
    ['exists twice', ['trend/sma'], { ...KNOWN, workspace: ['trend/sma'] }, 'INDICATOR_AMBIGUOUS'],
  ])(
    'is refused when a declared indicator %s',
    async (_name, indicators, knownIndicators, code) => {
      const model = directiveModel({ indicators });
      const result = await planProvisioning({ model, existing: undefined, knownIndicators });
      expect(result.ok ? [] : result.error.map((found) => found.code)).toEqual([code]);
    },
  );

  test('suggests the nearest indicator for a misspelt one', async () => {
    const model = directiveModel({ indicators: ['trend/sna'] });
    const result = await planProvisioning({ model, existing: undefined, knownIndicators: KNOWN });
    expect(result.ok ? '' : result.error[0]?.expected).toBe('did you mean trend/sma?');
  });

  test.each([
    ['thin', THIN],
    ['range', RANGE],
    ['cross', CROSS],
  ])(
    'passes the semantic validation, by itself and after a second provisioning: %s',
    async (_name, model) => {
      const { text } = await plan(model);
      const file = strategyPath(model.strategy);
      expect(await validateStrategy({ source: text, file, model, knownIndicators: KNOWN })).toEqual(
        [],
      );
      const again = await plan(model, text);
      expect({ changed: again.changed, text: again.text }).toEqual({ changed: false, text });
    },
  );
});

check.prop([
  fc.dictionary(
    fc.string(),
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
    ),
  ),
  fc.subarray(['trend/sma', 'volatility/atr', 'price/rsi', 'structure/rsi', 'price/body-ratio']),
])(
  'provisioning is idempotent and passes its own validation, whatever is declared',
  async (parameters, indicators) => {
    const model = directiveModel({ indicators, rules: { parameters } });
    const first = await plan(model, undefined);
    expect((await plan(model, undefined)).text).toBe(first.text);
    expect((await plan(model, first.text)).changed).toBe(false);
    const findings = await validateStrategy({
      source: first.text,
      file: 's.ts',
      model,
      knownIndicators: KNOWN,
    });
    expect(findings).toEqual([]);
  },
);
