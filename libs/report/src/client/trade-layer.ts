import type {
  IPrimitivePaneRenderer,
  IPrimitivePaneView,
  ISeriesPrimitive,
  SeriesAttachedParameter,
  Time,
  Logical,
} from 'lightweight-charts';
import type { ChartColors } from './chart-colors.js';
import type { ChartTrade } from './chart-trades.js';

/** A session range on the bars of the chart. */
export interface ChartRange {
  readonly fromBar: number;
  readonly toBar: number;
  readonly high: number;
  readonly low: number;
}

/** What is drawn over the bars. */
export interface LayerChoice {
  readonly stops: boolean;
  readonly ranges: boolean;
  /** Trade that is picked out; −1 for none. */
  readonly marked: number;
}

type Canvas = CanvasRenderingContext2D;
type Target = Parameters<IPrimitivePaneRenderer['draw']>[0];
const ARROW = 5;

/** Draws entries, exits, stops and session ranges that are in sight; nothing else is looked at. */
export class TradeLayer
  implements ISeriesPrimitive<Time>, IPrimitivePaneView, IPrimitivePaneRenderer
{
  private attachedTo: SeriesAttachedParameter<Time> | null = null;
  private choice: LayerChoice = { stops: true, ranges: true, marked: -1 };
  private readonly views = [this];

  constructor(
    private readonly trades: readonly ChartTrade[],
    private readonly ranges: readonly ChartRange[],
    private colors: ChartColors,
  ) {}

  attached(parameter: SeriesAttachedParameter<Time>): void {
    this.attachedTo = parameter;
  }

  detached(): void {
    this.attachedTo = null;
  }

  choose(change: Partial<LayerChoice>): void {
    this.choice = { ...this.choice, ...change };
    this.attachedTo?.requestUpdate();
  }

  recolor(colors: ChartColors): void {
    this.colors = colors;
    this.attachedTo?.requestUpdate();
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return this.views;
  }

  renderer(): IPrimitivePaneRenderer {
    return this;
  }

  draw(target: Target): void {
    target.useMediaCoordinateSpace(({ context }) => {
      const [from, to] = this.visible();
      for (const trade of this.trades) {
        if (trade.entryBar > to) break;
        if (trade.exitBar >= from) this.drawTrade(context, trade);
      }
    });
  }

  drawBackground(target: Target): void {
    if (!this.choice.ranges) return;
    target.useMediaCoordinateSpace(({ context }) => {
      const [from, to] = this.visible();
      context.fillStyle = this.colors.range;
      for (const { fromBar, toBar, high, low } of this.ranges) {
        if (fromBar > to) break;
        if (toBar < from) continue;
        const [x, right] = [this.x(fromBar - 0.5), this.x(toBar + 0.5)];
        const [y, bottom] = [this.y(high), this.y(low)];
        context.fillRect(x, y, Math.max(1, right - x), Math.max(1, bottom - y));
      }
    });
  }

  private visible(): readonly [number, number] {
    const range = this.attachedTo?.chart.timeScale().getVisibleLogicalRange();
    return [range?.from ?? 0, range?.to ?? -1];
  }

  private x(bar: number): number {
    const scale = this.attachedTo?.chart.timeScale();
    const whole = Math.floor(bar);
    const at = scale?.logicalToCoordinate(whole as Logical) ?? 0;
    if (bar === whole) return at;
    return (at + (scale?.logicalToCoordinate((whole + 1) as Logical) ?? at)) / 2;
  }

  private y(price: number): number {
    return this.attachedTo?.series.priceToCoordinate(price) ?? -100;
  }

  private drawTrade(context: Canvas, trade: ChartTrade): void {
    const { colors, choice } = this;
    const color = trade.net < 0 ? colors.loss : colors.gain;
    const [x, y] = [this.x(trade.entryBar), this.y(trade.entryPrice)];
    const [endX, endY] = [this.x(trade.exitBar), this.y(trade.exitPrice)];
    const isMarked = trade.trade === choice.marked;
    context.lineWidth = isMarked ? 3 : 1.5;
    context.strokeStyle = color;
    context.setLineDash(isMarked ? [] : [4, 3]);
    line(context, x, y, endX, endY);
    context.setLineDash([]);
    if (choice.stops && trade.stop !== null) {
      const stop = this.y(trade.stop);
      context.strokeStyle = colors.loss;
      context.lineWidth = isMarked ? 2 : 1;
      line(context, x, stop, Math.max(endX, x + 3), stop);
    }
    context.fillStyle = colors.accent;
    arrow(context, x, y, trade.side, isMarked ? ARROW + 2 : ARROW);
    context.fillStyle = color;
    context.beginPath();
    context.arc(endX, endY, isMarked ? 5 : 3.5, 0, 2 * Math.PI);
    context.fill();
  }
}

function line(context: Canvas, x: number, y: number, endX: number, endY: number): void {
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(endX, endY);
  context.stroke();
}

/** A triangle whose tip is the fill: from below for a long, from above for a short. */
function arrow(context: Canvas, x: number, y: number, side: number, size: number): void {
  const base = y + 1.8 * size * side;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - size, base);
  context.lineTo(x + size, base);
  context.closePath();
  context.fill();
}
