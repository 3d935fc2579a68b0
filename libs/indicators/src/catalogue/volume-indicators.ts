import { afterPeriod, period, type IndicatorEntry } from './indicator-entry.js';

/** The indicators of `volume/`, by path. */
export const VOLUME_INDICATORS: readonly IndicatorEntry[] = [
  {
    path: 'volume/mfi',
    name: 'mfi',
    input: 'bars',
    parameters: [period(14)],
    unit: '0–100',
    lines: [],
    summary: 'Money flow index.',
    firstDefined: afterPeriod,
  },
  {
    path: 'volume/obv',
    name: 'obv',
    input: 'bars',
    parameters: [],
    unit: 'of the volume',
    lines: [],
    summary: 'On-balance volume.',
    firstDefined: () => 0,
  },
];
