import { describe, expect, test } from 'vitest';
import { directiveModel } from '../testing/directive-model.js';
import { FILTERED, findings, strategySource } from '../testing/strategy-source.js';

describe('declared filters', () => {
  test.each([
    ['in the hook', { entry: 'if (!ctx.filters.allows()) return null; return { direction: 1 };' }],
    ['with a direction', { entry: 'return ctx.filters.allows(1) ? { direction: 1 } : null;' }],
    [
      'by destructuring',
      { entry: 'const { filters } = ctx; return filters.allows() ? { direction: 1 } : null;' },
    ],
    [
      'under computed names',
      { entry: `return ctx['filters']['allows']() ? { direction: 1 } : null;` },
    ],
    [
      'in a function that the hook calls',
      {
        top: 'const may = (ctx) => ctx.filters.allows();',
        entry: 'return may(ctx) ? { direction: 1 } : null;',
      },
    ],
    [
      'in a function two calls away',
      {
        top: 'function a(ctx) { return b(ctx); } function b(ctx) { return ctx.filters.allows(); }',
        entry: 'return a(ctx) ? { direction: 1 } : null;',
      },
    ],
  ])('count as consulted %s', async (_name, parts) => {
    expect(await findings(strategySource(FILTERED, parts), FILTERED)).toEqual([]);
  });

  test.each([
    ['nobody asks', { entry: 'return { direction: 1 };' }],
    ['the answer is thrown away', { entry: 'ctx.filters.allows(); return { direction: 1 };' }],
    ['the answer is voided', { entry: 'void ctx.filters.allows(); return { direction: 1 };' }],
    ['another hook asks', { exit: 'return ctx.filters.allows();' }],
    [
      'a function that nobody calls asks',
      { top: 'const may = (ctx) => ctx.filters.allows();', entry: 'return { direction: 1 };' },
    ],
    [
      'only the question is named',
      { entry: 'const ask = ctx.filters.allows; return { direction: 1 };' },
    ],
    ['something else is asked', { entry: 'return ctx.rules.allows() ? { direction: 1 } : null;' }],
  ])('are missed when %s', async (_name, parts) => {
    expect(await findings(strategySource(FILTERED, parts), FILTERED)).toEqual([
      'FILTER_NOT_CONSULTED',
    ]);
  });

  test('that are switched off need no question', async () => {
    const off = directiveModel({ rules: { volatility_filter: { enabled: false } } });
    expect(await findings(strategySource(off), off)).toEqual([]);
  });
});
