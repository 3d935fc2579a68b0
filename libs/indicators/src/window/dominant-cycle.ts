const A = 0.0962;
const B = 0.5769;

/** Hilbert transform of a stream of numbers, over its last seven: turns its phase by a quarter. */
class QuarterTurn {
  private readonly past = new Float64Array(6);

  next(input: number, gain: number): number {
    const { past } = this;
    const turned =
      A * (input - (past[5] as number)) + B * ((past[1] as number) - (past[3] as number));
    past.copyWithin(1, 0, 5);
    past[0] = input;
    return turned * gain;
  }
}

/**
 * Ehlers' homodyne discriminator: the dominant cycle of a series, a bar at a time. Source: J. Ehlers,
 * Rocket Science for Traders 2001, with the constants of TA-Lib's HT functions.
 */
export class DominantCycle {
  /** Length of the cycle in bars, 6–50, smoothed once. */
  period = 0;
  /** The same, smoothed twice. */
  smoothPeriod = 0;
  /** The price, smoothed over four bars. */
  smoothPrice = 0;
  inPhase = 0;
  quadrature = 0;
  private readonly detrend = new QuarterTurn();
  private readonly turn = new QuarterTurn();
  private readonly turnInPhase = new QuarterTurn();
  private readonly turnQuadrature = new QuarterTurn();
  /** The detrended price of the last three bars, the latest first. */
  private readonly detrended = new Float64Array(3);
  private i2 = 0;
  private q2 = 0;
  private re = 0;
  private im = 0;

  /** Takes bar `i` of `values`; three bars before it must be there. */
  next(values: Float64Array, i: number): void {
    const gain = 0.075 * this.period + 0.54;
    const three = 3 * (values[i - 1] as number) + 2 * (values[i - 2] as number);
    this.smoothPrice = (4 * (values[i] as number) + three + (values[i - 3] as number)) / 10;
    const detrended = this.detrend.next(this.smoothPrice, gain);
    this.quadrature = this.turn.next(detrended, gain);
    this.inPhase = this.detrended[2] as number;
    this.detrended.copyWithin(1, 0, 2);
    this.detrended[0] = detrended;
    const turnedInPhase = this.turnInPhase.next(this.inPhase, gain);
    const turnedQuadrature = this.turnQuadrature.next(this.quadrature, gain);
    const i2 = 0.2 * (this.inPhase - turnedQuadrature) + 0.8 * this.i2;
    const q2 = 0.2 * (this.quadrature + turnedInPhase) + 0.8 * this.q2;
    this.re = 0.2 * (i2 * this.i2 + q2 * this.q2) + 0.8 * this.re;
    this.im = 0.2 * (i2 * this.q2 - q2 * this.i2) + 0.8 * this.im;
    this.i2 = i2;
    this.q2 = q2;
    this.updatePeriod();
  }

  private updatePeriod(): void {
    const before = this.period;
    let period = before;
    if (this.im !== 0 && this.re !== 0) period = (2 * Math.PI) / Math.atan(this.im / this.re);
    period = Math.max(0.67 * before, Math.min(period, 1.5 * before));
    period = Math.max(6, Math.min(period, 50));
    this.period = 0.2 * period + 0.8 * before;
    this.smoothPeriod = 0.33 * this.period + 0.67 * this.smoothPeriod;
  }
}

const DEGREES = 180 / Math.PI;
const LONGEST = 50;

/** Where in its dominant cycle a series is, in degrees, −45 … 315; a bar at a time. */
export class CyclePhase {
  /** Degrees. */
  phase = 0;
  /** The smoothed prices of the last fifty bars, as a ring. */
  private readonly prices = new Float64Array(LONGEST);
  private at = 0;

  next(cycle: DominantCycle): void {
    this.prices[this.at] = cycle.smoothPrice;
    const length = Math.floor(cycle.smoothPeriod + 0.5);
    let real = 0;
    let imaginary = 0;
    for (let k = 0; k < length; k += 1) {
      const price = this.prices[(this.at - k + LONGEST) % LONGEST] as number;
      const angle = (2 * Math.PI * k) / length;
      real += Math.sin(angle) * price;
      imaginary += Math.cos(angle) * price;
    }
    if (imaginary !== 0) this.phase = Math.atan(real / imaginary) * DEGREES;
    else this.phase += 90 * Math.sign(real);
    this.phase += 90 + 360 / cycle.smoothPeriod;
    if (imaginary < 0) this.phase += 180;
    if (this.phase > 315) this.phase -= 360;
    this.at = (this.at + 1) % LONGEST;
  }
}

/** Trendline of a series: its mean over the dominant cycle, smoothed over four bars; a bar at a time. */
export class CycleTrendline {
  line = 0;
  private readonly means = new Float64Array(3);

  next(cycle: DominantCycle, values: Float64Array, i: number): void {
    const length = Math.floor(cycle.smoothPeriod + 0.5);
    let sum = 0;
    for (let k = 0; k < length; k += 1) sum += values[i - k] as number;
    const mean = length > 0 ? sum / length : 0;
    const [first, second, third] = this.means as unknown as readonly [number, number, number];
    this.line = (4 * mean + 3 * first + 2 * second + third) / 10;
    this.means.copyWithin(1, 0, 2);
    this.means[0] = mean;
  }
}

/** Bars behind the start at which the cycle is first measured, and at which it is first shown. */
export const CYCLE_START = { period: 12, phase: 37 } as const;
export const CYCLE_SHOWN = { period: 32, phase: 63 } as const;
