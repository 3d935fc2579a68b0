import { AssayError, MS_PER_DAY, weekday, type ZoneOffsets } from '@assay/core';
import type { SwapSettings } from './cost-settings.js';
import { ZoneTime } from './zone-time.js';

const SATURDAY = 6;
const SUNDAY = 0;

/** The rollovers of a broker: at one local time from Monday to Friday; one of them counts three nights. */
export class SwapNights {
  private readonly clock: ZoneTime;

  /** @throws AssayError COST_INPUT_MISSING when the offsets of the rollover zone are not given. */
  constructor(
    private readonly swap: SwapSettings,
    zone: ZoneOffsets | undefined,
  ) {
    if (!zone) {
      throw new AssayError(
        'COST_INPUT_MISSING',
        'Swap is charged at a rollover without time zone.',
        {
          found: 'no offsets of the rollover zone',
          expected: `offsets of ${swap.zone}`,
        },
      );
    }
    this.clock = new ZoneTime(zone);
  }

  /** The first rollover after an instant, ms UTC. */
  nextAfter(ms: number): number {
    for (let day = this.clock.dayOf(ms); ; day += 1) {
      const dayOfWeek = weekday(day * MS_PER_DAY);
      if (dayOfWeek === SATURDAY || dayOfWeek === SUNDAY) continue;
      const at = this.clock.instantOf(day, this.swap.rolloverMinute);
      if (at > ms) return at;
    }
  }

  /** Nights that a rollover counts: 1, or 3 on the triple day. */
  nightsAt(rollover: number): number {
    return weekday(this.clock.dayOf(rollover) * MS_PER_DAY) === this.swap.tripleWeekday ? 3 : 1;
  }
}
