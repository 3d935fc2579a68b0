import { hashCanonical } from '@assay/hashing';
import type { DirectiveModel } from './directive-model.js';
import type { DirectiveRules } from './rule-schema.js';

/** Shape of the canonical directive; raised when a field changes its meaning. */
const CANONICAL_VERSION = 1;
/** Shape of the signature; raised when a field changes its meaning. */
const SIGNATURE_VERSION = 1;

/** The machine-readable copy of a directive's rules that its strategy file carries. */
export interface DirectiveSignature {
  readonly version: typeof SIGNATURE_VERSION;
  readonly strategy: string;
  readonly timeframe: string;
  readonly indicators: readonly string[];
  readonly session_time_reference: string;
  readonly rules: DirectiveRules;
}

/**
 * What of a directive decides results, without its symbols: a twelfth symbol must not move the
 * runs of the eleven. Labels and the id decide nothing.
 */
function decidingParts(model: DirectiveModel): Omit<DirectiveModel, 'id' | 'labels' | 'symbols'> {
  const { id: _id, labels: _labels, symbols: _symbols, ...parts } = model;
  return parts;
}

/**
 * The identity of a directive: SHA-256, 64 hex characters, of the canonical JSON of its normalised
 * model without id, labels and symbols. Comments, order of keys, spelling variants and defaults of
 * the `test` block that are written out do not count. Rule blocks count as declared: a default that
 * is written out inside a rule block is another identity, because the report shows it as a choice.
 */
export function directiveHash(model: DirectiveModel): string {
  return hashCanonical({ version: CANONICAL_VERSION, ...decidingParts(model) });
}

/** The whole normalised model as plain data: what a capsule keeps as `directive.json`. */
export function canonicalDirective(model: DirectiveModel): unknown {
  const { id, labels, symbols } = model;
  return { version: CANONICAL_VERSION, id, labels, symbols, ...decidingParts(model) };
}

/** The signature of a directive; symbols, dates, broker and labels are no rules of the strategy. */
export function signatureOf(model: DirectiveModel): DirectiveSignature {
  const { strategy, timeframe, indicators, session_time_reference, rules } = model;
  return {
    version: SIGNATURE_VERSION,
    strategy,
    timeframe,
    indicators,
    session_time_reference,
    rules,
  };
}
