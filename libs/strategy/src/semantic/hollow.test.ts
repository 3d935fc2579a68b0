import { expect, test } from 'vitest';
import { isHollow } from './hollow.js';
import { parseSource } from './parse-source.js';

async function isHollowSource(source: string): Promise<boolean> {
  const parsed = await parseSource(source, 's.ts');
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return isHollow(parsed.value);
}

function withEntry(entry: string, top = ''): string {
  return `import { defineStrategy, sessionRangeBreakout } from '@assay/strategy';\n${top}
    export default defineStrategy({ name: 'x', ${entry}, checkExit() { return true; } });`;
}

test.each([
  ['returns null', 'checkEntry(ctx) { return null; }'],
  ['is empty', 'checkEntry(ctx) {}'],
  ['is missing', 'prepareIndicators(bars) { return { a: bars.close }; }'],
  ['returns nothing', 'checkEntry(ctx) { return; }'],
  [
    'has only a filter guard',
    'checkEntry(ctx) { if (!ctx.filters.allows()) return null; return null; }',
  ],
  [
    'has only a dummy assignment',
    'checkEntry(ctx) { const a = ctx.close * 2; let b = a; b += 1; return null; }',
  ],
  ['has only a text and a call', 'checkEntry(ctx) { "to do"; Math.abs(1); ctx.col("close"); }'],
  ['only throws', 'checkEntry(ctx) { throw new Error("to do"); }'],
  ['returns an empty list', 'checkEntry(ctx) { return []; }'],
  ['returns an empty set of orders', 'checkEntry(ctx) { return { orders: [], cancel: true }; }'],
  ['returns a constant null', 'checkEntry(ctx) { const none = null; return none; }'],
  [
    'decides between nothing and nothing',
    'checkEntry(ctx) { return ctx.close > 1 ? null : undefined; }',
  ],
  ['is an arrow of null', 'checkEntry: (ctx) => null'],
  ['is an arrow with a body of nothing', 'checkEntry: () => { return void 0; }'],
  [
    'orders only in a function that it does not return',
    'checkEntry(ctx) { const f = () => ({ direction: 1 }); return null; }',
  ],
  ['is a function of the module that returns null', 'checkEntry: enter'],
])('a strategy is hollow when its checkEntry %s', async (_name, entry) => {
  expect(await isHollowSource(withEntry(entry, 'function enter(ctx) { return null; }'))).toBe(true);
});

test.each([
  ['returns an order', 'checkEntry(ctx) { return { direction: 1 }; }'],
  ['returns one sometimes', 'checkEntry(ctx) { return ctx.close > 1 ? { direction: 1 } : null; }'],
  ['returns what a function says', 'checkEntry(ctx) { return decide(ctx); }'],
  [
    'returns a list that it has filled',
    'checkEntry(ctx) { const orders = []; orders.push({ direction: 1 }); return orders; }',
  ],
  [
    'returns a variable',
    'checkEntry(ctx) { let order = null; if (ctx.close > 1) order = { direction: 1 }; return order; }',
  ],
  [
    'returns one deep inside',
    'checkEntry(ctx) { for (;;) { switch (ctx.i) { case 1: { try { return { direction: 1 }; } finally { } } } } }',
  ],
  ['returns an order or nothing', 'checkEntry(ctx) { return decide(ctx) ?? null; }'],
  ['is an arrow of an order', 'checkEntry: (ctx) => ctx.close > 1 && { direction: 1 }'],
  ['comes from elsewhere', 'checkEntry: imported'],
])('a strategy is written when its checkEntry %s', async (_name, entry) => {
  const top = `import { imported } from './other'; function decide(ctx) { return null; }`;
  expect(await isHollowSource(withEntry(entry, top))).toBe(false);
});

test('a recipe is written', async () => {
  const source = `import { sessionRangeBreakout } from '@assay/strategy';\nexport default sessionRangeBreakout(S);`;
  expect(await isHollowSource(source)).toBe(false);
});

test('a file without a default export is hollow', async () => {
  expect(await isHollowSource('export const a = 1;')).toBe(true);
});
