/** When and how much a currency (or metal, or index) moves. */
export interface SyntheticCurrency {
  /** Value of one unit in USD around which it wanders. */
  readonly usd: number;
  /** Standard deviation of its logarithm over a year. */
  readonly yearlyVolatility: number;
  /** Hours in which it is awake. */
  readonly region: 'asia' | 'europe' | 'america';
}

/** A symbol of which synthetic bars can be made. */
export interface SyntheticSymbol {
  readonly symbol: string;
  /** What is bought and sold; a key of `SYNTHETIC_CURRENCIES`. */
  readonly base: string;
  /** What prices are expressed in. */
  readonly quote: string;
  /** Decimals of its prices. */
  readonly digits: number;
}

/** What moves: prices of a pair follow from its two sides, so that crosses agree with their legs. */
export const SYNTHETIC_CURRENCIES: Readonly<Record<string, SyntheticCurrency>> = {
  USD: { usd: 1, yearlyVolatility: 0.05, region: 'america' },
  EUR: { usd: 1.12, yearlyVolatility: 0.055, region: 'europe' },
  GBP: { usd: 1.32, yearlyVolatility: 0.065, region: 'europe' },
  CHF: { usd: 1.06, yearlyVolatility: 0.06, region: 'europe' },
  JPY: { usd: 0.0091, yearlyVolatility: 0.07, region: 'asia' },
  AUD: { usd: 0.74, yearlyVolatility: 0.075, region: 'asia' },
  NZD: { usd: 0.69, yearlyVolatility: 0.08, region: 'asia' },
  CAD: { usd: 0.77, yearlyVolatility: 0.06, region: 'america' },
  XAU: { usd: 1280, yearlyVolatility: 0.14, region: 'america' },
  XAG: { usd: 17.5, yearlyVolatility: 0.24, region: 'america' },
  US500: { usd: 2400, yearlyVolatility: 0.15, region: 'america' },
};

/** Pairs are declared, never guessed from a ticker. In order of symbol. */
export const SYNTHETIC_SYMBOLS: readonly SyntheticSymbol[] = [
  { symbol: 'AUDCAD', base: 'AUD', quote: 'CAD', digits: 5 },
  { symbol: 'AUDJPY', base: 'AUD', quote: 'JPY', digits: 3 },
  { symbol: 'AUDNZD', base: 'AUD', quote: 'NZD', digits: 5 },
  { symbol: 'AUDUSD', base: 'AUD', quote: 'USD', digits: 5 },
  { symbol: 'CADJPY', base: 'CAD', quote: 'JPY', digits: 3 },
  { symbol: 'CHFJPY', base: 'CHF', quote: 'JPY', digits: 3 },
  { symbol: 'EURAUD', base: 'EUR', quote: 'AUD', digits: 5 },
  { symbol: 'EURCHF', base: 'EUR', quote: 'CHF', digits: 5 },
  { symbol: 'EURGBP', base: 'EUR', quote: 'GBP', digits: 5 },
  { symbol: 'EURJPY', base: 'EUR', quote: 'JPY', digits: 3 },
  { symbol: 'EURUSD', base: 'EUR', quote: 'USD', digits: 5 },
  { symbol: 'GBPAUD', base: 'GBP', quote: 'AUD', digits: 5 },
  { symbol: 'GBPCHF', base: 'GBP', quote: 'CHF', digits: 5 },
  { symbol: 'GBPJPY', base: 'GBP', quote: 'JPY', digits: 3 },
  { symbol: 'GBPNZD', base: 'GBP', quote: 'NZD', digits: 5 },
  { symbol: 'GBPUSD', base: 'GBP', quote: 'USD', digits: 5 },
  { symbol: 'NZDJPY', base: 'NZD', quote: 'JPY', digits: 3 },
  { symbol: 'NZDUSD', base: 'NZD', quote: 'USD', digits: 5 },
  { symbol: 'US500', base: 'US500', quote: 'USD', digits: 1 },
  { symbol: 'USDCAD', base: 'USD', quote: 'CAD', digits: 5 },
  { symbol: 'USDCHF', base: 'USD', quote: 'CHF', digits: 5 },
  { symbol: 'USDJPY', base: 'USD', quote: 'JPY', digits: 3 },
  { symbol: 'XAGUSD', base: 'XAG', quote: 'USD', digits: 3 },
  { symbol: 'XAUUSD', base: 'XAU', quote: 'USD', digits: 2 },
];
