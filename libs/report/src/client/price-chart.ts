import { CandlestickSeries, createChart } from 'lightweight-charts';
import type { IChartApi, ISeriesApi, MouseEventParams, UTCTimestamp } from 'lightweight-charts';
import { decimalText } from '../html/number-text.js';
import { decodeChartBars } from '../price-chart/chart-bars.js';
import type { ChartColumns } from '../price-chart/chart-bars.js';
import { tradeTimestamp } from '../results/timestamps.js';
import type { RunPageData } from '../run-page/run-trades.js';
import { chartColors } from './chart-colors.js';
import { barAt, chartTrades } from './chart-trades.js';
import type { ChartTrade } from './chart-trades.js';
import { byId } from './page-elements.js';
import { TradeLayer } from './trade-layer.js';

/** Bars in sight at first, and around a trade that is shown. */
const BARS_SHOWN = 240;
const STEP = 0.25;

/** The price chart: bars, trades, and the tools beside it. */
export class PriceChart {
  private readonly bars: ChartColumns;
  private readonly trades: readonly ChartTrade[];
  private readonly chart: IChartApi;
  private readonly series: ISeriesApi<'Candlestick'>;
  private readonly layer: TradeLayer;
  private current = -1;
  private picture: HTMLCanvasElement | null = null;

  constructor(
    private readonly data: RunPageData,
    private readonly box: HTMLElement,
    private readonly picked: (trade: number) => void,
  ) {
    this.bars = decodeChartBars(data.chart.bars);
    this.trades = chartTrades(data, this.bars.time);
    this.chart = createChart(box, {
      autoSize: true,
      layout: { attributionLogo: false, fontFamily: 'system-ui, sans-serif' },
      localization: {
        priceFormatter: (price: number) => decimalText(price, data.decimals),
        timeFormatter: (time: number) => `${tradeTimestamp(time * 1000).slice(0, 16)} UTC`,
      },
      timeScale: {
        timeVisible: true,
        secondsVisible: false,
        minBarSpacing: 0.01,
        enableConflation: true,
      },
      crosshair: { mode: 0 },
      handleScroll: { mouseWheel: false },
      handleScale: { mouseWheel: false },
    });
    this.series = this.chart.addSeries(CandlestickSeries, {
      priceLineVisible: false,
      lastValueVisible: false,
      priceFormat: {
        type: 'price',
        precision: data.decimals,
        minMove: Number(`1e-${data.decimals}`),
      },
    });
    this.series.setData(this.candles());
    const { time } = this.bars;
    const ranges = data.chart.ranges.map(({ from, to, high, low }) => ({
      fromBar: barAt(time, from),
      toBar: barAt(time, to),
      high,
      low,
    }));
    this.layer = new TradeLayer(this.trades, ranges, chartColors());
    this.series.attachPrimitive(this.layer);
    this.recolor();
    this.look(Math.max(0, time.length - BARS_SHOWN), time.length);
    this.chart.subscribeCrosshairMove((at) => this.tell(at));
    this.listen();
  }

  /** Takes the colours of the page anew. */
  recolor(): void {
    const colors = chartColors();
    this.chart.applyOptions({
      layout: { background: { color: colors.card }, textColor: colors.text },
      grid: { vertLines: { color: colors.rule }, horzLines: { color: colors.rule } },
      rightPriceScale: { borderColor: colors.rule },
      timeScale: { borderColor: colors.rule },
    });
    const { up, down } = colors;
    this.series.applyOptions({
      upColor: up,
      downColor: down,
      borderVisible: false,
      wickUpColor: up,
      wickDownColor: down,
    });
    this.layer.recolor(colors);
  }

  /** On paper a picture of the chart stands in its place: it shrinks with the page, a chart does not. */
  printing(isPaper: boolean): void {
    this.picture?.remove();
    if (!isPaper) return;
    this.picture = this.chart.takeScreenshot(true);
    this.picture.className = 'chart-picture';
    this.box.after(this.picture);
  }

  /** Brings a trade into the middle and picks it out. */
  show(trade: number): void {
    const found = this.trades.findIndex((one) => one.trade === trade);
    const at = this.trades[found];
    if (!at) return;
    this.current = found;
    const around = Math.max(BARS_SHOWN / 4, at.exitBar - at.entryBar);
    this.look(at.entryBar - around, at.exitBar + around);
    this.layer.choose({ marked: trade });
  }

  private candles() {
    const { time, open, high, low, close } = this.bars;
    return Array.from(time, (ms, i) => ({
      time: (ms / 1000) as UTCTimestamp,
      open: open[i] as number,
      high: high[i] as number,
      low: low[i] as number,
      close: close[i] as number,
    }));
  }

  private look(from: number, to: number): void {
    this.chart.timeScale().setVisibleLogicalRange({ from, to });
  }

  /** Widens (above 1) or narrows the view about its middle, or moves it by a share of its width. */
  private change(factor: number, shift: number): void {
    const range = this.chart.timeScale().getVisibleLogicalRange();
    if (!range) return;
    const half = ((range.to - range.from) / 2) * factor;
    const middle = (range.from + range.to) / 2 + shift * (range.to - range.from);
    this.look(middle - half, middle + half);
  }

  private step(by: number): void {
    const last = this.trades.length - 1;
    if (last < 0) return;
    const from = this.current < 0 && by < 0 ? last + 1 : this.current;
    const next = this.trades[Math.min(last, Math.max(0, from + by))];
    if (next) this.picked(next.trade);
  }

  private listen(): void {
    const actions: Readonly<Record<string, () => void>> = {
      earlier: () => this.change(1, -STEP),
      later: () => this.change(1, STEP),
      closer: () => this.change(0.5, 0),
      farther: () => this.change(2, 0),
      all: () => this.look(0, this.bars.time.length),
      previous: () => this.step(-1),
      next: () => this.step(1),
    };
    for (const button of document.querySelectorAll<HTMLElement>('#price-chart [data-do]')) {
      button.addEventListener('click', () => actions[button.dataset['do'] ?? '']?.());
    }
    for (const box of document.querySelectorAll<HTMLInputElement>('#price-chart [data-layer]')) {
      box.addEventListener('change', () =>
        this.layer.choose({ [box.dataset['layer'] ?? '']: box.checked }),
      );
    }
  }

  /** Says the bar under the pointer. */
  private tell({ logical }: MouseEventParams): void {
    const legend = byId('chart-legend');
    if (!legend) return;
    const bar = logical ?? -1;
    const ms = this.bars.time[bar];
    if (ms === undefined) {
      legend.textContent = '';
      return;
    }
    const price = (column: Float64Array): string =>
      decimalText(column[bar] as number, this.data.decimals);
    const { open, high, low, close } = this.bars;
    legend.textContent =
      `${tradeTimestamp(ms).slice(0, 16)} UTC   open ${price(open)}   high ${price(high)}   ` +
      `low ${price(low)}   close ${price(close)}`;
  }
}
