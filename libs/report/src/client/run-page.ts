import type { RunPageData } from '../run-page/run-trades.js';
import { startTheme } from './color-theme.js';
import { startCopyButtons } from './copy-buttons.js';
import { startDefinitions } from './definition-places.js';
import { byId, pageData, showScripted } from './page-elements.js';
import { PriceChart } from './price-chart.js';
import { TradeTable } from './trade-table.js';

/** Brings the page of a run to life. */
function start(): void {
  showScripted();
  startCopyButtons();
  startDefinitions();
  const data = pageData<RunPageData>('run-data');
  const [tablePlace, chartPlace] = [byId('trade-table'), byId('chart-canvas')];
  let table: TradeTable | null = null;
  let chart: PriceChart | null = null;
  const pick = (trade: number): void => {
    chart?.show(trade);
    table?.mark(trade);
  };
  if (data && tablePlace) {
    table = new TradeTable(data, (trade) => {
      pick(trade);
      byId('price-chart')?.scrollIntoView({ block: 'start' });
    });
    table.mount(tablePlace);
  }
  if (data && chartPlace) chart = new PriceChart(data, chartPlace, pick);
  startTheme(
    () => chart?.recolor(),
    (isPaper) => chart?.printing(isPaper),
  );
  document.documentElement.dataset['ready'] = 'yes';
}

start();
