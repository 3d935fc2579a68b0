import type { DirectiveModel } from '@assay/directive';
import { describe, expect, test } from 'vitest';
import { SIGNATURE_END, SIGNATURE_START } from '../signature/signature-block.js';
import { directiveModel, KNOWN, RANGE_RULES } from '../testing/directive-model.js';
import { planProvisioning, type ProvisionPlan } from './plan-provisioning.js';

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

const HAND_WRITTEN = `/* Mine. */
import { bodyRatio } from '../../indicators/price/body-ratio';   // kept
import { volatilityRegime } from "@assay/indicators/volatility/volatility-regime";
import { defineStrategy } from '@assay/strategy';
const LIMIT = 3;
// --- STRATEGY SIGNATURE START ---
export const STRATEGY_SIGNATURE = { outdated: true } as const;
  // --- STRATEGY SIGNATURE END ---
export default defineStrategy({
  name: 'Plain', timeframe: '1h', signature: STRATEGY_SIGNATURE,
  prepareIndicators(bars) { return { body: bodyRatio(bars), regime: volatilityRegime(bars) }; },
  checkEntry(ctx) { return ctx.col('body') > LIMIT ? { direction: 1 } : null; },
  checkExit() { return false; }
});
`;

function outside(text: string): string {
  return text.slice(0, text.indexOf(SIGNATURE_START)) + text.slice(text.indexOf(SIGNATURE_END));
}

describe('an existing strategy file', () => {
  test('changes in its signature block only', async () => {
    const updated = await plan(THIN, HAND_WRITTEN);
    expect(updated.changed).toBe(true);
    expect(updated.hollow).toBe(false);
    expect(outside(updated.text)).toBe(outside(HAND_WRITTEN));
    expect(updated.text).toContain(`strategy: 'Plain',`);
    expect((await plan(THIN, updated.text)).changed).toBe(false);
  });

  test('gains missing imports after its last one, under free names', async () => {
    const model = directiveModel({
      ...THIN,
      indicators: [...INDICATORS, 'trend/sma', 'volatility/atr'],
    });
    const source = HAND_WRITTEN.replace('const LIMIT = 3;', 'const LIMIT = 3, sma = 1;');
    const updated = await plan(model, source);
    expect(updated.text).toContain(
      `import { defineStrategy } from '@assay/strategy';\nimport { sma as trendSma } from '@assay/indicators/trend/sma';\nimport { atr } from '@assay/indicators/volatility/atr';\nconst LIMIT`,
    );
    expect((await plan(model, updated.text)).changed).toBe(false);
  });

  test('keeps imports that the directive no longer declares, and reports them', async () => {
    const updated = await plan(directiveModel(), HAND_WRITTEN);
    expect(updated.text).toContain('bodyRatio } from');
    expect(updated.notes.map(({ code, severity, place }) => [code, severity, place?.line])).toEqual(
      [
        ['INDICATOR_IMPORT_MISMATCH', 'warning', 2],
        ['INDICATOR_IMPORT_MISMATCH', 'warning', 3],
      ],
    );
  });

  test('keeps its line ends and its byte order mark', async () => {
    const model = directiveModel({ ...THIN, indicators: [...INDICATORS, 'volatility/atr'] });
    const plain = await plan(model, HAND_WRITTEN);
    const windows = await plan(model, `\uFEFF${HAND_WRITTEN.replaceAll('\n', '\r\n')}`);
    expect(windows.text).toBe(`\uFEFF${plain.text.replaceAll('\n', '\r\n')}`);
    expect((await plan(model, windows.text)).changed).toBe(false);
  });

  test('is left alone when a formatter has reflowed the same signature', async () => {
    const { text } = await plan(THIN);
    const reflowed = text
      .replace(/\['price\/body-ratio', /, '[\n    "price/body-ratio",\n    ')
      .replace(/'it\\'s\\u2028'/, String.raw`"it's\u2028"`);
    expect(reflowed).not.toBe(text);
    expect(await plan(THIN, reflowed)).toMatchObject({ changed: false, text: reflowed });
  });

  test('is repaired when its signature block is mangled', async () => {
    const { text } = await plan(THIN);
    const mangled = text.replace('indicators: [', 'indicators: [[[ "');
    expect((await plan(THIN, mangled)).text).toBe(text);
  });

  test('is not judged by the recipe when it is written by hand', async () => {
    const rules = {
      ...RANGE_RULES,
      polarity_override: { mode: 'invert' as const, symbols: ['EURUSD'] },
    };
    const updated = await plan(directiveModel({ rules, indicators: INDICATORS }), HAND_WRITTEN);
    expect(updated.hollow).toBe(false);
    expect(updated.recipe).toBeUndefined();
  });

  test('that calls a recipe changes in its signature only, and keeps trading', async () => {
    const { text } = await plan(RANGE);
    const later = directiveModel({
      ...RANGE,
      rules: { ...RANGE_RULES, trade_management: { max_trades_per_session: 2 } },
    });
    const updated = await plan(later, text);
    expect(updated).toMatchObject({ changed: true, recipe: 'sessionRangeBreakout', hollow: false });
    expect(outside(updated.text)).toBe(outside(text));
  });

  test('that calls a recipe is refused when the rules are no longer the recipe’s', async () => {
    const { text } = await plan(RANGE);
    expect(await codes({ ...CROSS, strategy: 'R' }, text)).toEqual(['RULE_NOT_INTERPRETED']);
    expect(await codes({ ...RANGE, rules: {} }, text)).toEqual(['RULE_NOT_INTERPRETED']);
  });

  test('that is hollow stays so, and the recipe that could trade is offered', async () => {
    const { text } = await plan(directiveModel());
    const updated = await plan(CROSS, text);
    expect(updated.hollow).toBe(true);
    expect(updated.notes).toMatchObject([{ code: 'PROVISION_REQUIRED', severity: 'note' }]);
  });

  test('with a syntax error outside its signature is reported with its place', async () => {
    const result = await planProvisioning({
      model: THIN,
      existing: HAND_WRITTEN.replace('const LIMIT = 3;', 'const LIMIT = = 3;'),
      knownIndicators: KNOWN,
    });
    expect(result.ok ? [] : result.error).toMatchObject([
      { code: 'STRATEGY_SYNTAX', place: { line: 5, column: 15 } },
    ]);
  });

  test.each([
    ['has no marker', HAND_WRITTEN.replace(SIGNATURE_START, '').replace(SIGNATURE_END, '')],
    ['has no END', HAND_WRITTEN.replace(SIGNATURE_END, '')],
    ['has no START', HAND_WRITTEN.replace(SIGNATURE_START, '')],
    [
      'has two STARTs',
      HAND_WRITTEN.replace(SIGNATURE_START, `${SIGNATURE_START}\n${SIGNATURE_START}`),
    ],
    ['has two blocks', HAND_WRITTEN + `${SIGNATURE_START}\n${SIGNATURE_END}\n`],
    ['has them the wrong way round', `${SIGNATURE_END}\nconst a = 1;\n${SIGNATURE_START}\n`],
    ['has them in a text', `const a = \`\n${SIGNATURE_START}\n${SIGNATURE_END}\n\`;\n`],
    [
      'has them in a comment',
      `/*\n${SIGNATURE_START}\n*/ export const b = 1; /*\n${SIGNATURE_END}\n*/`,
    ],
  ])('is refused when it %s', async (_name, existing) => {
    const found = await codes(THIN, existing);
    expect(
      found.every((code) => code === 'SIGNATURE_MARKERS_INVALID' || code === 'STRATEGY_SYNTAX'),
    ).toBe(true);
    expect(found).not.toEqual([]);
  });

  test('is never cut inside a template or a comment that begins on the line of the last import', async () => {
    const model = directiveModel({ indicators: ['volatility/atr'] });
    const { text } = await plan(directiveModel());
    const source = text.replace(`'@assay/strategy';`, `'@assay/strategy'; const t = \`\nx\`;`);
    const updated = await plan(model, source);
    expect(updated.text).toContain(`const t = \`\nx\`;`);
    expect((await plan(model, updated.text)).changed).toBe(false);
  });
});
