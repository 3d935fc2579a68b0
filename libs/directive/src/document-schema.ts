import { LIMITS, TIMEFRAMES } from '@assay/core';
import * as z from 'zod';
import { RULES_SCHEMA } from './rule-schema.js';

/** A name that becomes a folder or a file: no separators, no leading dot, nothing to escape. */
const folderName = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/,
    'a name of up to 64 letters, digits, "_" and "-", starting with a letter or digit',
  );

/** A ticker as files and folders spell it; at least one letter or digit, so never `.` or `..`. */
const symbol = z
  .string()
  .regex(
    /^(?=.*[A-Za-z0-9])[A-Za-z0-9._-]{1,32}$/,
    'a symbol of up to 32 letters, digits, ".", "_" and "-"',
  );

/** Text for people: one line, because it is shown in tables and workbooks. */
const label = z
  .string()
  .regex(/^[^\p{Cc}]{1,200}$/u, 'one line of up to 200 characters without control characters');
const labelOrNumber = z.union([label, z.number()]);
const labelOrFlag = z.union([label, z.boolean()]);

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day "YYYY-MM-DD"');

/** Only the form of a zone: whether it exists is checked where the zone database is. */
const zone = z
  .string()
  .regex(
    /^(?:UTC|GMT|[A-Z]{3}(?:\d[A-Z]{3})?|[A-Z][A-Za-z_]+(?:\/[A-Za-z0-9_+-]+){1,2})$/,
    'an IANA time zone such as Europe/London, or UTC',
  );

/**
 * An indicator in any of its spellings: `volatility/atr`, `volatility.atr`,
 * `indicators.volatility.atr`, `volatility/atr.py`. Domain and name; the prefix is no domain.
 */
const indicator = z
  .string()
  .regex(
    /^(?:indicators[./])?(?!indicators[./])[a-z][a-z0-9_-]{0,63}[./][a-z][a-z0-9_-]{0,63}(?:\.(?:py|ts))?$/,
    'an indicator as <domain>/<name>, such as volatility/atr',
  );
const indicators = z.array(indicator).max(128);

/** Most warm-up bars that a directive may ask for. */
const WARMUP_BARS_MAX = 1_000_000;

/** The `test` block: identity, scope and labels of the experiment; closed. */
export const TEST_BLOCK_SCHEMA = z.strictObject({
  name: label.optional().describe('A label; changes no result.'),
  family: label
    .optional()
    .describe('What its trials are counted with; the strategy unless stated. Changes no run.'),
  strategy: folderName.describe('Names strategies/<strategy>/strategy.ts.'),
  version: labelOrNumber.optional().describe('A label; changes no result.'),
  broker: folderName.describe('Names the folder broker_specs/<broker>.'),
  timeframe: z.enum(TIMEFRAMES).describe('Length of a bar.'),
  session_time_reference: zone
    .optional()
    .describe('IANA zone of all times of day; UTC unless stated.'),
  start_date: day.describe('First day that may trade, UTC.'),
  end_date: day.describe('Last day that may trade, UTC, inclusive of the whole day.'),
  warmup_bars: z
    .int()
    .gte(0)
    .lte(WARMUP_BARS_MAX)
    .optional()
    .describe('Bars before the start that feed indicators only; 500 unless stated.'),
  indicators: indicators.optional().describe('Modules that the strategy imports.'),
  research_mode: labelOrFlag.optional().describe('A label; changes no result.'),
  tuning_allowed: z.boolean().optional().describe('A label; changes no result.'),
  parameter_mutation: labelOrFlag.optional().describe('A label; changes no result.'),
});

/** A whole directive file: the `test` block, its symbols and the rule blocks; closed. */
export const DIRECTIVE_SCHEMA = z.strictObject({
  test: TEST_BLOCK_SCHEMA,
  symbols: z
    .array(symbol)
    .min(1)
    .max(LIMITS.symbolsMax)
    .describe('One run each, in this order; no symbol twice.'),
  indicators: indicators.optional().describe('May stand here or in test; in both only if equal.'),
  ...RULES_SCHEMA.shape,
});

/** A directive file as written, before normalisation. */
export type DirectiveDocument = z.infer<typeof DIRECTIVE_SCHEMA>;
