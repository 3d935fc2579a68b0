import { MS_PER_DAY, MS_PER_HOUR, seededNormal, seededRandom } from '@assay/core';
import { sessionActivity } from './session-activity.js';
import type { SyntheticCurrency } from './synthetic-symbols.js';

/** Open time of a year: 52 weeks of 120 hours. */
const OPEN_YEAR_MS = 52 * 120 * MS_PER_HOUR;
/** Time scales: calm and busy spells, spells of drift, the way back to the usual value. */
const SPELL_MS = 10 * MS_PER_DAY;
const DRIFT_MS = 5 * MS_PER_DAY;
const RETURN_MS = OPEN_YEAR_MS;
/** Spread of the logarithm of volatility, and of the drift in units of a bar's volatility. */
const SPELL_DEVIATION = 0.5;
const DRIFT_SHARE = 0.02;

/**
 * The value of one currency over time: a random walk drawn back to its level, whose volatility follows
 * the hours of the day, comes in spells and has fat tails. One stream of random numbers belongs to one
 * currency, seed and bar length, so that every pair with this currency sees the same moves.
 */
export class CurrencyProcess {
  /** Logarithm of its value ÷ its level. */
  value = 0;
  /** Standard deviation of the last step. */
  deviation = 0;
  private spell = 0;
  private drift = 0;
  private readonly normal: () => number;
  private readonly activity: Float64Array;
  private readonly perBar: number;
  private readonly keepSpell: number;
  private readonly keepDrift: number;
  private readonly spellNoise: number;
  private readonly driftNoise: number;
  private readonly keepValue: number;

  constructor(name: string, currency: SyntheticCurrency, barMs: number, seed: number) {
    this.normal = seededNormal(seededRandom(`${seed}/${barMs}/${name}`));
    this.activity = sessionActivity(currency.region);
    this.perBar = currency.yearlyVolatility * Math.sqrt(barMs / OPEN_YEAR_MS);
    this.keepSpell = Math.exp(-barMs / SPELL_MS);
    this.keepDrift = Math.exp(-barMs / DRIFT_MS);
    this.keepValue = Math.exp(-barMs / RETURN_MS);
    this.spellNoise = SPELL_DEVIATION * Math.sqrt(1 - this.keepSpell * this.keepSpell);
    this.driftNoise = Math.sqrt(1 - this.keepDrift * this.keepDrift);
    this.spell = SPELL_DEVIATION * this.normal();
    this.drift = this.normal();
  }

  /** Moves by one bar that opens in the given hour (00–23) of the New York day; `share` of it is open. */
  step(hour: number, share: number): void {
    this.spell = this.keepSpell * this.spell + this.spellNoise * this.normal();
    this.drift = this.keepDrift * this.drift + this.driftNoise * this.normal();
    // A long bar spans all hours, so that its own hour says nothing.
    const hourly = hour < 0 ? 1 : (this.activity[hour] as number);
    this.deviation =
      this.perBar *
      hourly *
      Math.sqrt(share) *
      Math.exp(this.spell - SPELL_DEVIATION * SPELL_DEVIATION);
    const draw = this.normal();
    // Cubed draws make tails as fat as those of hourly currency returns.
    const shock = draw * (0.8 + 0.07 * draw * draw) + DRIFT_SHARE * this.drift;
    this.value = this.keepValue * this.value + this.deviation * shock;
  }

  /** Moves over a closure: news come while nobody trades. */
  leap(): void {
    this.value += 1.5 * this.perBar * this.normal();
  }
}
