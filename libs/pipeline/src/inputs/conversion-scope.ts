import { diagnostic, type Diagnostic } from '@assay/core';
import { accountCurrencyOf } from '@assay/directive';
import { conversionPath, type BrokerSpec } from '@assay/instruments';
import { selectBarFile } from '@assay/market-data';
import type { SeriesFile } from './series-store.js';
import { calendarOf, type Surroundings } from './symbol-surroundings.js';

/** A pair that converts profits of a symbol. */
export interface ConversionScope {
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  readonly barFile: SeriesFile;
}

/** The pairs that lead from a symbol's money to the account; undefined after an error. */
export function resolveConversions(
  spec: BrokerSpec,
  around: Surroundings,
  diagnostics: Diagnostic[],
): readonly ConversionScope[] | undefined {
  const account = accountCurrencyOf(around.model);
  const available = conversionPairs(around);
  const needed = new Map<string, ConversionScope>();
  for (const currency of moneyOf(spec)) {
    const path = conversionPath(currency, account, available);
    if (!path) {
      diagnostics.push(
        diagnostic(
          'CONVERSION_RATE_MISSING',
          `${spec.symbol}: no way from ${currency} to ${account}`,
          {
            found: `pairs with bars: ${available.map((pair) => pair.symbol).join(', ') || 'none'}`,
            expected: `bars of ${currency}${account}, ${account}${currency}, or both legs via USD`,
          },
        ),
      );
      return undefined;
    }
    for (const leg of path) {
      const pair = available.find((p) => p.base === leg.base && p.quote === leg.quote);
      if (pair) needed.set(pair.symbol, pair);
    }
  }
  return [...needed.values()].sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
}

/** Declared currency pairs that have bars of the directive's timeframe, sorted by symbol. */
function conversionPairs(around: Surroundings): readonly ConversionScope[] {
  const pairs: ConversionScope[] = [];
  for (const { spec } of around.specs.values()) {
    if (spec.kind !== 'currency_pair' || spec.base === undefined) continue;
    const found = selectBarFile(around.listing, spec.symbol, around.model.timeframe);
    if (!found.ok) continue;
    const { symbol, base, quote } = spec;
    const barFile = { ...found.value, calendar: calendarOf(spec) };
    pairs.push({ symbol, base, quote, barFile });
  }
  return pairs.sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
}

/** The currencies that an instrument's profits and costs are in. */
export function moneyOf(spec: BrokerSpec): readonly string[] {
  return [...new Set([spec.quote, ...(spec.commission ? [spec.commission.currency] : [])])];
}
