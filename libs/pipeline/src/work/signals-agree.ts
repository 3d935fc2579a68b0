import { AssayError } from '@assay/core';
import type { EngineModule } from './load-engine.js';

/** A trade as the engine gives it. */
export type Trade = ReturnType<EngineModule['simulate']>['trades'][number];

/**
 * Compares the trades of a strategy that names its signals with those that its hooks make. The
 * execution believes the signals and asks no hook at the other bars; what has been proven are the hooks.
 * @throws AssayError STRATEGY_CONTRACT.
 */
export function assertSignalsAgree(named: readonly Trade[], proven: readonly Trade[]): void {
  const length = Math.max(named.length, proven.length);
  for (let at = 0; at < length; at += 1) {
    const [one, other] = [named[at], proven[at]];
    if (one && other && isSame(one, other)) continue;
    throw new AssayError(
      'STRATEGY_CONTRACT',
      'The signals that the strategy names are not what its hooks say.',
      { found: describe(one), expected: describe(other) },
    );
  }
}

function isSame(one: Trade, other: Trade): boolean {
  return (
    one.entryBar === other.entryBar &&
    one.exitBar === other.exitBar &&
    one.direction === other.direction &&
    Object.is(one.entryPrice, other.entryPrice) &&
    Object.is(one.exitPrice, other.exitPrice)
  );
}

function describe(trade: Trade | undefined): string {
  return trade ? `a trade from bar ${trade.entryBar} to bar ${trade.exitBar}` : 'no trade';
}
