import * as z from 'zod';

const currency = z.string().regex(/^[A-Z]{3}$/, 'a currency code of three capitals');
const positive = z.number().gt(0);
/** Only the form of a zone: whether it exists is checked where the zone database is. */
const zone = z
  .string()
  .regex(
    /^(?:UTC|GMT|[A-Z]{3}(?:\d[A-Z]{3})?|[A-Z][A-Za-z_]+(?:\/[A-Za-z0-9_+-]+){1,2})$/,
    'an IANA time zone such as America/New_York, or UTC',
  );

/**
 * `broker_specs/<Broker>/<SYMBOL>.yaml`: everything about an instrument that money depends on.
 * Closed; nothing is guessed from the ticker, and a missing cost is an error where it is needed.
 */
export const BROKER_SPEC_SCHEMA = z.strictObject({
  /** Equals the file's stem, whatever the case of letters. */
  symbol: z
    .string()
    .regex(
      /^(?=.*[A-Za-z0-9])[A-Za-z0-9._-]{1,32}$/,
      'a symbol of up to 32 letters, digits, ".", "_" and "-"',
    ),
  /** A currency pair has a base currency; anything else is only quoted in one. */
  kind: z.enum(['currency_pair', 'metal', 'index', 'commodity', 'crypto', 'equity']),
  /** Base currency; required for currency pairs, and never the quote currency. */
  base: currency.optional(),
  /** The currency that prices and profits are in. */
  quote: currency,
  /** Units of the instrument in one lot. */
  contract_size: positive,
  /** Smallest order; a whole number of steps, as is the largest. */
  min_lot: positive,
  lot_step: positive,
  max_lot: positive,
  /** Smallest price change; one point. */
  tick_size: positive,
  /** Decimals of a quoted price; enough for the tick, and for currency pairs exactly its own. */
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
      rollover: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day "HH:MM"'),
      zone,
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
