import type { RuleCases } from './rule-cases.js';

const part = (fraction: number) => ({ type: 'points', value: 10, fraction }) as const;

/** Parts of positions, several of them, reversals, and bars inside bars. */
export const POSITION_RULE_CASES = {
  'pyramiding fits the number of positions': {
    kept: [
      { position_management: { pyramiding: true, max_positions: 2 } },
      { position_management: { pyramiding: true }, max_concurrent_positions: 3 },
      { position_management: { pyramiding: false, max_positions: 1 } },
      { position_management: { pyramiding: false } },
      { max_concurrent_positions: 3 },
    ],
    broken: [
      [{ position_management: { pyramiding: true } }, 'MISSING_KEY position_management.pyramiding'],
      [
        { position_management: { pyramiding: true, max_positions: 1 } },
        'CONFLICTING_VALUES position_management.pyramiding',
      ],
      [
        {
          position_management: { pyramiding: false },
          trade_management: { max_concurrent_positions: 2 },
        },
        'CONFLICTING_VALUES position_management.pyramiding',
      ],
    ],
  },
  'stop_and_reverse leaves on the opposite signal': {
    kept: [
      { position_management: { mode: 'stop_and_reverse' } },
      {
        position_management: { mode: 'stop_and_reverse' },
        exit_rules: { on_opposite_signal: true },
      },
      { position_management: { mode: 'single' }, exit_rules: { on_opposite_signal: false } },
    ],
    broken: [
      [
        {
          position_management: { mode: 'stop_and_reverse' },
          exit_rules: { on_opposite_signal: false },
        },
        'CONFLICTING_VALUES exit_rules.on_opposite_signal',
      ],
    ],
  },
  'partial exits leave at most the whole position': {
    kept: [
      { execution_rules: { partial_exits: [part(0.1), part(0.2), part(0.7)] } },
      { execution_rules: { partial_exits: [part(1)] } },
      { execution_rules: { partial_exits: [part(0.5), undefined] } },
    ],
    broken: [
      [
        { execution_rules: { partial_exits: [part(0.5), part(0.6)] } },
        'CONFLICTING_VALUES execution_rules.partial_exits',
      ],
    ],
  },
  'intrabar_timeframe is finer than the timeframe and stands beside resolve': {
    kept: [
      { execution: { intrabar: 'resolve' } },
      { execution: { intrabar: 'resolve', intrabar_timeframe: '5m' }, test: { timeframe: '1h' } },
    ],
    broken: [
      [
        { execution: { intrabar_timeframe: '5m' } },
        'CONFLICTING_VALUES execution.intrabar_timeframe',
      ],
      [
        { execution: { intrabar: 'resolve', intrabar_timeframe: '1h' }, test: { timeframe: '1h' } },
        'CONFLICTING_VALUES execution.intrabar_timeframe',
      ],
    ],
  },
} as const satisfies RuleCases;
