// --- IMPORTS (from the directive) ---
import { channelPosition } from '../../indicators/structure/channel-position';
import { ema } from '@assay/indicators/trend/ema';
import { atr } from '@assay/indicators/volatility/atr';
import { defineStrategy, type Direction, type StrategyContext } from '@assay/strategy';

// --- STRATEGY SIGNATURE START ---
export const STRATEGY_SIGNATURE = {
  indicators: ['structure/channel-position', 'trend/ema', 'volatility/atr'],
  rules: {
    direction: 'both',
    execution_rules: {
      stop_loss: {
        multiple: 2.5,
        type: 'atr_multiple',
      },
      take_profit: {
        enabled: true,
        type: 'r_multiple',
        value: 2,
      },
    },
    exit_rules: {
      max_bars: 96,
    },
    parameters: {
      atr_bars: 14,
      channel_bars: 48,
      min_width_atr: 6,
      trend_bars: 200,
      turn_level: 0.2,
    },
    sizing: {
      fraction: 0.005,
      mode: 'risk_fraction',
    },
  },
  session_time_reference: 'UTC',
  strategy: 'FX_Channel_Pullback',
  timeframe: '1h',
  version: 1,
} as const;
// --- STRATEGY SIGNATURE END ---

const RULES = STRATEGY_SIGNATURE.rules.parameters;

/** 1 above a rising average, −1 below a falling one, 0 otherwise and while it is not defined. */
function trendOf(ctx: StrategyContext): Direction | 0 {
  const average = ctx.col('trend');
  const before = ctx.col('trend', RULES.channel_bars);
  if (ctx.close > average && average > before) return 1;
  if (ctx.close < average && average < before) return -1;
  return 0;
}

/** Distance of the close from the channel's end that a trade of this direction starts at, 0–1. */
function depth(ctx: StrategyContext, direction: Direction, barsAgo: number): number {
  const position = ctx.col('channel', barsAgo);
  return direction === 1 ? position : 1 - position;
}

/** The channel is wide enough, in ATR, for a swing that pays its costs. */
function isWide(ctx: StrategyContext): boolean {
  let top = ctx.high;
  let bottom = ctx.low;
  for (let ago = 1; ago < RULES.channel_bars; ago += 1) {
    top = Math.max(top, ctx.col('high', ago));
    bottom = Math.min(bottom, ctx.col('low', ago));
  }
  return top - bottom >= RULES.min_width_atr * ctx.col('atr');
}

export default defineStrategy({
  name: 'FX_Channel_Pullback',
  timeframe: '1h',
  signature: STRATEGY_SIGNATURE,

  prepareIndicators(bars) {
    return {
      trend: ema(bars.close, RULES.trend_bars),
      atr: atr(bars, RULES.atr_bars),
      channel: channelPosition(bars.high, bars.low, bars.close, RULES.channel_bars),
    };
  },

  // With the trend, when the close leaves the far fifth of the channel. Stop and target are the
  // directive's: 2.5 ATR and twice the risk.
  checkEntry(ctx) {
    if (ctx.position) return null;
    const direction = trendOf(ctx);
    if (direction === 0 || !ctx.filters.allows(direction)) return null;
    const turns =
      depth(ctx, direction, 1) <= RULES.turn_level && depth(ctx, direction, 0) > RULES.turn_level;
    return turns && isWide(ctx) ? { direction, tag: 'pullback' } : null;
  },

  // The reason for the trade is gone when the trend has turned against it.
  checkExit(ctx) {
    if (!ctx.position) return false;
    return trendOf(ctx) === -ctx.position.direction ? { reason: 'TREND_TURNED' } : false;
  },
});
