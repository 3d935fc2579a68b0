import { FREE, PRICE, indicator, real, type IndicatorEntry } from './indicator-entry.js';

const AT_32 = { first: { '': 32 }, memory: 'recursive' } as const;
const AT_63 = { first: { '': 63 }, memory: 'recursive' } as const;

/** The indicators of `trend/` that measure a dominant cycle. */
export const CYCLE_INDICATORS: readonly IndicatorEntry[] = [
  indicator('trend/hilbert-period', {
    ...AT_32,
    definition: 'Length of the dominant cycle, by a homodyne discriminator on a Hilbert transform.',
    unit: 'bars, 6–50',
    scaling: FREE,
    source: 'J. Ehlers; TA-Lib TA_HT_DCPERIOD',
  }),
  indicator('trend/hilbert-phase', {
    ...AT_63,
    definition: 'Phase of the dominant cycle.',
    unit: 'degrees, −45…315',
    scaling: FREE,
    source: 'J. Ehlers; TA-Lib TA_HT_DCPHASE',
  }),
  indicator('trend/hilbert-phasor', {
    ...AT_32,
    definition: 'The dominant cycle in phase, three bars late, and turned by a quarter.',
    unit: 'of the input',
    lines: ['inPhase', 'quadrature'],
    scaling: PRICE,
    source: 'J. Ehlers; TA-Lib TA_HT_PHASOR',
  }),
  indicator('trend/hilbert-sine', {
    ...AT_63,
    definition: 'Sine of the phase of the dominant cycle, and of the phase + 45°.',
    unit: '−1…1',
    lines: ['sine', 'lead'],
    scaling: FREE,
    source: 'J. Ehlers; TA-Lib TA_HT_SINE',
  }),
  indicator('trend/hilbert-trend-mode', {
    ...AT_63,
    definition:
      '0 while the phase advances as the cycle would or has just turned, 1 in a trend and 1.5 % or more from the trendline.',
    unit: '0, 1',
    scaling: FREE,
    source: 'J. Ehlers; TA-Lib TA_HT_TRENDMODE',
  }),
  indicator('trend/hilbert-trendline', {
    ...AT_63,
    definition: 'Mean over the dominant cycle, smoothed over four bars.',
    unit: 'of the input',
    scaling: PRICE,
    source: 'J. Ehlers; TA-Lib TA_HT_TRENDLINE',
  }),
  indicator('trend/mama', {
    ...AT_32,
    definition:
      'Exponential average with weight `fastLimit` ÷ the fall of the phase in degrees, within `slowLimit`…`fastLimit` (mama), and its average with half the weight (fama).',
    parameters: [
      real('fastLimit', 0.5, 'share', 0.05, 0.99),
      real('slowLimit', 0.05, 'share', 0.01, 0.5),
    ],
    unit: 'of the input',
    lines: ['mama', 'fama'],
    scaling: PRICE,
    source: 'J. Ehlers; TA-Lib TA_MAMA',
  }),
];
