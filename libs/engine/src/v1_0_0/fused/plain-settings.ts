import type { EngineSettings } from '../settings.js';

const nothing = (value: readonly unknown[] | null): boolean => value === null || value.length === 0;
const unlimited = (value: number): boolean => value === Infinity;

/** For each setting: which values leave trades at opens, one at a time, with nothing in between. */
const PLAIN: { readonly [Name in keyof EngineSettings]: (value: EngineSettings[Name]) => boolean } =
  {
    capital: () => true,
    accountCurrency: () => true,
    entryTiming: (timing) => timing === 'next_bar_open',
    marketOrdersOnly: () => true,
    direction: () => true,
    maxTradesPerSession: unlimited,
    costs: (costs) => costs.swap === null && costs.spread !== 'column',
    sizing: ({ mode }) => mode === 'fixed_lots' || mode === 'fixed_units',
    timeExitMinute: (minute) => minute === null,
    maxBars: unlimited,
    exitOnOppositeSignal: () => true,
    reverses: () => true,
    maxPositions: (most) => most === 1,
    resolvesIntrabar: (resolves) => !resolves,
    volatilityFilter: (filter) => filter === null,
    trendFilter: (filter) => filter === null,
    parameters: () => true,
    stopLoss: (rule) => rule === null,
    takeProfit: (rule) => rule === null,
    trailing: (rule) => rule === null,
    breakEven: (rule) => rule === null,
    partialExits: nothing,
  };

function isPlain<Name extends keyof EngineSettings>(settings: EngineSettings, name: Name): boolean {
  return PLAIN[name](settings[name]);
}

/** True when positions change at opens after signals and at no other time. */
export function areSettingsPlain(settings: EngineSettings): boolean {
  return (Object.keys(PLAIN) as (keyof EngineSettings)[]).every((name) => isPlain(settings, name));
}
