import * as z from 'zod';

const currency = z.string().regex(/^[A-Z]{3}$/, 'a currency code of three capitals');
const positive = z.number().gt(0);

/**
 * `broker_specs/<Broker>/<SYMBOL>.yaml`: everything about an instrument that money depends on.
 * Closed; nothing is guessed from the ticker, and a missing cost is an error where it is needed.
 */
export const BROKER_SPEC_SCHEMA = z.strictObject({
  symbol: z.string().min(1),
  /** A currency pair has a base currency; anything else is only quoted in one. */
  kind: z.enum(['currency_pair', 'metal', 'index', 'commodity', 'crypto', 'equity']),
  /** Base currency; required for currency pairs. */
  base: currency.optional(),
  /** The currency that prices and profits are in. */
  quote: currency,
  /** Units of the instrument in one lot. */
  contract_size: positive,
  min_lot: positive,
  lot_step: positive,
  max_lot: positive,
  /** Smallest price change; one point. */
  tick_size: positive,
  /** Decimals of a quoted price. */
  digits: z.int().gte(0).lte(10),
  /** Points, or `column`: the spread column of the bars. */
  spread: z.union([z.number().gte(0), z.literal('column')]).optional(),
  /** Currency units per lot and side. */
  commission: z.strictObject({ per_lot_per_side: z.number().gte(0), currency }).optional(),
  /** Points for each night that a position is held; negative is a charge. */
  swap: z
    .strictObject({
      long: z.number(),
      short: z.number(),
      /** Day whose rollover counts three nights. */
      triple_day: z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']),
      /** Time of day of the rollover in `zone`. */
      rollover: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
      zone: z.string(),
    })
    .optional(),
  /** When the market is open; gaps against it are reported by the quality gate. */
  session: z
    .strictObject({
      /** `fx`: Sunday 17:00 to Friday 17:00 New York; `weekdays`: Monday to Friday; `always`. */
      calendar: z.enum(['fx', 'weekdays', 'always']),
    })
    .optional(),
  /** Share of the notional value that must be deposited, 0–1. */
  margin: z.number().gt(0).lte(1).optional(),
});

export type BrokerSpec = z.infer<typeof BROKER_SPEC_SCHEMA>;
