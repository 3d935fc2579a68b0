import * as z from 'zod';

const fraction = z.number().gt(0).lte(1);
/** Short enough that the grid of all three stays readable. */
const levels = (value: z.ZodNumber) => z.array(value).min(1).max(8);
const word = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'a name of up to 64 letters, digits, "_" and "-"');
const symbol = z.string().min(1).max(32);
const line = z
  .string()
  .regex(/^[^\p{Cc}]{1,200}$/u, 'one line of up to 200 characters without control characters');

/** A number of the portfolio and the bounds it must keep; at least one bound. */
function thresholdSchema(metrics: readonly [string, ...string[]]) {
  return z.strictObject({
    metric: z.enum(metrics).describe('Id of a number, as docs/metrics-glossary.md lists them.'),
    above: z.number().optional().describe('Passes above this value.'),
    at_least: z.number().optional().describe('Passes from this value on.'),
    at_most: z.number().optional().describe('Passes up to this value.'),
    points: z.int().gte(0).lte(100).optional().describe('Earned by passing; 1 unless stated.'),
    required: z
      .boolean()
      .optional()
      .describe('Failing it gives the last verdict, whatever the score.'),
  });
}

/**
 * `policies/<name>.yaml`: how a directive's portfolio is tried and judged. Closed. It changes no run: it
 * says what is done with the results of all of them. `metrics` are the ids that thresholds may name.
 */
export function policySchema(metrics: readonly [string, ...string[]]) {
  return z.strictObject({
    policy: word.describe('Equals the stem of the file.'),
    version: z.int().gte(1).describe('Raised by whoever changes the policy.'),
    fixed_risk: z
      .strictObject({
        risk_fraction: fraction.describe('Share of the starting capital that a position risks.'),
        max_open_risk_fraction: fraction.describe(
          'Share that all open positions may risk together.',
        ),
      })
      .describe('The capital model that sizes every position by its own stop.'),
    clusters: z
      .record(word, z.array(symbol).min(1).max(64))
      .optional()
      .describe('Symbols that may fall together; the portfolio is tried without each cluster.'),
    concurrency_limits: levels(z.int().gte(1).lte(1000)).describe(
      'The portfolio is tried with at most so many open positions.',
    ),
    friction: z
      .strictObject({
        spread_multiples: levels(z.number().gte(0).lte(100)),
        commission_multiples: levels(z.number().gte(0).lte(100)),
        extra_slippage_points: levels(z.number().gte(0).lte(10_000)),
      })
      .describe('Every combination is a level of costs that the portfolio is tried at.'),
    thresholds: z.array(thresholdSchema(metrics)).min(1).max(64),
    verdicts: z
      .array(
        z.strictObject({
          verdict: word,
          at_least_points: z.int().gte(0).lte(10_000),
          meaning: line.describe('What it means, for the reader.'),
        }),
      )
      .min(1)
      .max(16)
      .describe('From the most points to the fewest; the last needs none.'),
  });
}

/** A policy as written. */
export type PortfolioPolicy = z.infer<ReturnType<typeof policySchema>>;
