import type { DirectiveModel } from '@assay/directive';
import type { StrategySignature } from '../recipes/strategy-signature.js';
import { canonicalValue } from './canonical-value.js';

/** Raised when the shape of a signature changes; a strategy file of another version is refused. */
export const SIGNATURE_VERSION = 1;

/**
 * The signature of a directive, keys in canonical order at every depth. Symbols, dates, broker and
 * labels are not rules and do not stand in it, so that directives over other symbols share a strategy.
 */
export function buildSignature(model: DirectiveModel): StrategySignature {
  return canonicalValue({
    version: SIGNATURE_VERSION,
    strategy: model.strategy,
    timeframe: model.timeframe,
    indicators: model.indicators,
    session_time_reference: model.session_time_reference,
    rules: model.rules,
  }) as unknown as StrategySignature;
}
