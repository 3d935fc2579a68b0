import type { IndexSum, IndicatorEntry } from './indicator-entry.js';

/**
 * First index at which every line of an indicator is defined, from the first bar without NaN.
 * `parameters` in their order; `barsPerDay` for those that count days, on data that begin at midnight.
 */
export function firstIndex(
  entry: IndicatorEntry,
  parameters: readonly number[],
  barsPerDay: number,
): number {
  const known = new Map(entry.parameters.map(({ name }, i) => [name, parameters[i] ?? NaN]));
  known.set('days', barsPerDay);
  return Math.max(...entry.firstDefined.map((sum) => valueOf(sum, known)));
}

function valueOf(sum: IndexSum, known: ReadonlyMap<string, number>): number {
  let total = 0;
  for (const [term, factor] of Object.entries(sum)) {
    let product = factor;
    if (term !== '') for (const name of term.split(' × ')) product *= factorOf(name, known);
    total += product;
  }
  return total;
}

function factorOf(name: string, known: ReadonlyMap<string, number>): number {
  const root = /^⌊√(.+)⌋$/.exec(name);
  if (root) return Math.floor(Math.sqrt(known.get(root[1] as string) ?? NaN));
  return known.get(name) ?? NaN;
}

/** The same as text: `2 × period − 1`, `max(fast, slow) …` as `max(fast − 1, slow − 1)`. */
export function firstIndexText(entry: IndicatorEntry): string {
  const texts = entry.firstDefined.map(textOf);
  return texts.length === 1 ? (texts[0] as string) : `max(${texts.join(', ')})`;
}

function textOf(sum: IndexSum): string {
  const constant = sum[''] ?? 0;
  const terms = Object.entries(sum)
    .filter(([term]) => term !== '')
    .map(([term, factor]) => (factor === 1 ? term : `${factor} × ${term}`));
  if (terms.length === 0) return String(constant);
  const tail = constant === 0 ? '' : ` ${constant < 0 ? '−' : '+'} ${Math.abs(constant)}`;
  return `${terms.join(' + ')}${tail}`;
}
