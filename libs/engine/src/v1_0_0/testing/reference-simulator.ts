import type { Bars } from '@assay/core';
import type { EntryIntent, ExitIntent } from '@assay/strategy/sdk';
import { decisionAt } from './reference-decision.js';
import {
  aheadOf,
  breakEven,
  follow,
  legOf,
  type Leg,
  type ReferenceRules,
  type ReferenceScript,
  type Waiting,
} from './reference-leg.js';
import { ReferenceMarket } from './reference-market.js';

interface Happening {
  readonly bid: number;
  readonly run: () => void;
}

/**
 * A second simulator that is slow and does everything anew at every step: in each bar it lists all
 * that could happen next, takes the first, and starts over. It knows prices and lots, no money.
 */
export class ReferenceSimulator {
  readonly lines: string[] = [];
  readonly rejections: Record<string, number> = {};
  private legs: Leg[] = [];
  private market: Waiting[] = [];
  private resting: Waiting[] = [];
  private pending: ExitIntent | null = null;
  private entries = 0;
  private readonly at: ReferenceMarket;
  private from = { bid: 0, way: 0 };

  constructor(
    private readonly bars: Bars,
    private readonly rules: ReferenceRules,
    private readonly script: ReferenceScript,
  ) {
    this.at = new ReferenceMarket(bars, rules.spread);
  }

  run(): this {
    for (this.at.bar = 0; this.at.bar < this.bars.length; this.at.bar += 1) {
      for (const leg of this.legs) leg.fresh = '';
      this.leaveBy(this.at.price('open'), !this.rules.atClose);
      this.enterAt(this.at.price('open'), 'open');
      this.insideBar();
      this.decide();
    }
    this.at.bar -= 1;
    if (this.market.length > 0) this.reject('END_OF_DATA', this.market.length);
    for (const leg of [...this.legs]) this.leave(leg, this.at.price('close'), 'END_OF_DATA', true);
    return this;
  }

  private reject(reason: string, count = 1): void {
    this.rejections[reason] = (this.rejections[reason] ?? 0) + count;
  }

  private leave(leg: Leg, bid: number, why: string, slips: boolean, lots = leg.lots): void {
    const gain = this.at.gain(leg.dir, bid) - (slips ? this.rules.slippage : 0);
    const exit = leg.dir * gain;
    const { id, part, dir, entry, entryBar } = leg;
    this.lines.push(
      `${id}.${part} ${dir} ${lots} ${entry}@${entryBar} ${exit}@${this.at.bar} ${why}`,
    );
    leg.part += 1;
    leg.lots -= lots;
    if (leg.lots === 0) this.legs = this.legs.filter((other) => other !== leg);
  }

  /** Decided exits, and `max_bars` where it is due at this price. */
  private leaveBy(bid: number, byTime: boolean): void {
    for (const leg of [...this.legs]) {
      const { pending } = this;
      if (pending && (pending.position === undefined || pending.position === leg.id)) {
        const share = pending.fraction ?? 1;
        const reverses = this.market.some((order) => order.direction !== leg.dir);
        const plain = pending.reason ?? (share === 1 && reverses ? 'REVERSE' : 'SIGNAL');
        const lots = share === 1 ? leg.lots : Math.floor(share * leg.lots);
        if (lots < 1) this.reject('PART_BELOW_MIN_LOT');
        else this.leave(leg, bid, plain, true, lots);
      } else if (byTime && this.at.bar - leg.entryBar >= this.rules.maxBars) {
        this.leave(leg, bid, 'MAX_BARS', true);
      }
    }
    this.pending = null;
  }

  private enterAt(bid: number, moment: 'open' | ''): void {
    const orders = this.market;
    this.market = [];
    for (const order of orders) this.fill(order, bid, true, moment);
  }

  private canMeet(order: EntryIntent): boolean {
    const [first] = this.legs;
    if (!first) return true;
    if (first.dir !== order.direction) return this.rules.reverses;
    return this.legs.length < this.rules.limit;
  }

  private fill(order: Waiting, bid: number, slips: boolean, fresh: Leg['fresh']): void {
    const dir = order.direction;
    const [first] = this.legs;
    if (!this.canMeet(order)) {
      const full = this.rules.limit > 1 && first?.dir === dir;
      this.reject(full ? 'POSITION_LIMIT' : 'POSITION_OPEN');
      return;
    }
    if (first && first.dir !== dir) {
      for (const leg of [...this.legs]) this.leave(leg, bid, 'REVERSE', slips);
    }
    const { spread, slippage } = this.rules;
    const entry = bid + (dir === 1 ? spread : 0) + (slips ? dir * slippage : 0);
    const entryGain = this.at.gain(dir, bid);
    const place = { id: this.entries, bar: this.at.bar, entryGain };
    const leg = legOf(order, entry, fresh, place, this.rules);
    if (typeof leg === 'string') {
      this.reject(leg);
      return;
    }
    this.entries += 1;
    this.legs.push(leg);
    const { trail } = this.rules;
    if (trail?.update === 'intrabar') follow(leg, this.at.gain(dir, bid), this.rules);
    if (order.group !== undefined) {
      const others = (list: Waiting[]): Waiting[] => list.filter((o) => o.group !== order.group);
      this.resting = others(this.resting);
      this.market = others(this.market);
    }
  }

  private insideBar(): void {
    this.resting = this.resting.filter(
      ({ signalBar, expiresAfterBars = Infinity }) => this.at.bar <= signalBar + expiresAfterBars,
    );
    const open = this.at.price('open');
    this.from = { bid: open, way: 0 };
    this.passOpen();
    for (const order of [...this.resting]) {
      const bid = this.at.touch(order);
      if (bid !== open || !this.at.isPassed(order) || !this.resting.includes(order)) continue;
      this.resting = this.resting.filter((other) => other !== order);
      this.fill(order, bid, order.order === 'stop', 'open');
      this.passOpen();
    }
    for (;;) {
      const next = this.losing()[0] ?? this.winning()[0] ?? this.others()[0];
      if (!next) break;
      next.run();
    }
    for (const leg of [...this.legs]) this.moveByBar(leg);
  }

  /** Everything that the open has passed, then what it moves. */
  private passOpen(): void {
    const bid = this.at.price('open');
    for (const leg of [...this.legs]) {
      if (leg.fresh === 'stop' || leg.fresh === 'limit') continue;
      const open = this.at.gain(leg.dir, bid);
      if (open <= leg.stop) {
        this.leave(leg, bid, leg.why, true);
        continue;
      }
      // A bar that holds the stop too is the stop's.
      const isSafe = this.at.extremes(leg).worst > leg.stop || leg.stop !== leg.stop;
      while (isSafe && this.legs.includes(leg) && aheadOf(leg) <= open) this.takeAhead(leg, bid);
      if (!this.legs.includes(leg)) continue;
      if (leg.trigger <= open) breakEven(leg, this.rules);
      if (this.rules.trail?.update === 'intrabar') follow(leg, open, this.rules);
    }
  }

  private takeAhead(leg: Leg, bid: number): void {
    const [part] = leg.parts;
    if (!part || part.at >= leg.target) {
      this.leave(leg, bid, 'TAKE_PROFIT', false);
      return;
    }
    leg.parts = leg.parts.slice(1);
    const lots = Math.min(part.lots, leg.lots);
    if (lots < 1) this.reject('PART_BELOW_MIN_LOT');
    else this.leave(leg, bid, 'PARTIAL_EXIT', false, lots);
  }

  private sorted(list: Happening[], dir: number): Happening[] {
    return list.sort((a, b) => dir * (a.bid - b.bid));
  }

  private leaveInside(leg: Leg, bid: number, why: string): void {
    this.leave(leg, bid, why, true);
    this.from = { bid, way: -leg.dir };
  }

  private losing(): Happening[] {
    const [first] = this.legs;
    if (!first) return [];
    const list: Happening[] = [];
    for (const leg of this.legs) {
      const { worst, open, close } = this.at.extremes(leg);
      const seen = leg.fresh === 'stop' && open <= leg.stop ? close : worst;
      const isInside = leg.fresh === 'stop' || leg.fresh === 'limit';
      const atOnce = isInside && leg.entryGain <= leg.stop;
      if (!atOnce && !(seen <= leg.stop)) continue;
      const bid = this.at.bidOf(leg.dir, atOnce ? leg.entryGain : leg.stop);
      list.push({ bid, run: () => this.leaveInside(leg, bid, leg.why) });
    }
    return this.sorted([...list, ...this.meeting(first.dir, false)], -first.dir);
  }

  private winning(): Happening[] {
    const [first] = this.legs;
    if (!first) return [];
    const list: Happening[] = [];
    for (const leg of this.legs) {
      const { best, close } = this.at.extremes(leg);
      const at = aheadOf(leg);
      if ((leg.fresh === 'limit' ? close : best) < at) continue;
      const bid = this.at.bidOf(leg.dir, at);
      const run = (): void => {
        const isTarget = at === leg.target;
        this.takeAhead(leg, bid);
        if (isTarget) this.from = { bid, way: leg.dir };
      };
      list.push({ bid, run });
    }
    return this.sorted([...list, ...this.meeting(first.dir, true)], first.dir);
  }

  /** Resting orders that meet what is open: those that reverse it and those that add to it. */
  private meeting(dir: 1 | -1, isWinning: boolean): Happening[] {
    const newest = this.legs.at(-1)?.fresh ?? '';
    return this.resting.flatMap((order) => {
      if (!this.canMeet(order)) return [];
      const isSame = order.direction === dir;
      if (((order.order === 'stop') === isSame) !== isWinning) return [];
      const isDoubtful = isWinning ? newest === 'limit' : newest === 'stop' && isSame;
      const close = this.at.price('close');
      const bid = isDoubtful ? this.at.touch(order, close, close) : this.at.touch(order);
      return bid === undefined ? [] : [{ bid, run: () => this.fillResting(order, bid) }];
    });
  }

  private others(): Happening[] {
    const list = this.resting.flatMap((order) => {
      const bid = this.at.touch(order);
      if (bid === undefined || (this.legs.length > 0 && this.canMeet(order))) return [];
      return [{ bid, run: () => this.fillResting(order, bid) }];
    });
    const { bid: from } = this.from;
    return list.sort((a, b) => Math.abs(a.bid - from) - Math.abs(b.bid - from));
  }

  private fillResting(order: Waiting, bid: number): void {
    this.resting = this.resting.filter((other) => other !== order);
    const { bid: from, way } = this.from;
    if (this.legs.length === 0 && way * (bid - from) < 0) {
      this.reject('POSITION_OPEN');
      return;
    }
    const before = this.entries;
    this.fill(order, bid, order.order === 'stop', order.order === 'stop' ? 'stop' : 'limit');
    if (this.entries > before) this.from = { bid, way: 0 };
  }

  private moveByBar(leg: Leg): void {
    const { best, close } = this.at.extremes(leg);
    const seen = leg.fresh === 'limit' ? close : best;
    const wasTriggered = leg.trigger <= seen;
    if (wasTriggered) breakEven(leg, this.rules);
    const { trail, breakEven: moved } = this.rules;
    if (trail) follow(leg, trail.update === 'intrabar' ? seen : close, this.rules);
    if (!(close <= leg.stop)) return;
    const entryStop = leg.dir * leg.entry + (moved?.offset ?? 0);
    if (wasTriggered && close <= entryStop) {
      this.leaveInside(leg, this.at.bidOf(leg.dir, entryStop), 'BREAK_EVEN');
    } else {
      this.leaveInside(leg, this.at.price('close'), leg.why);
    }
  }

  /** The close: what is to be left, then what is to be entered, as far as the rules take it. */
  private decide(): void {
    const { rules, legs, script } = this;
    const { bar } = this.at;
    const { exit, orders, refused } = decisionAt(bar, legs, rules, script);
    if (refused > 0) this.reject('POSITION_OPEN', refused);
    this.pending = exit;
    for (const order of orders) {
      const list = (order.order ?? 'market') === 'market' ? this.market : this.resting;
      list.push({ ...order, signalBar: bar });
    }
    if (!rules.atClose) return;
    this.leaveBy(this.at.price('close'), true);
    if (bar + 1 < this.bars.length) this.enterAt(this.at.price('close'), '');
  }
}
