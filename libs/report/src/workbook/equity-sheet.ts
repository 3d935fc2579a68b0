import type { RunResultModel } from '../results/run-result-model.js';
import { unitColumn } from './sheet-model.js';
import type { SheetModel } from './sheet-model.js';

/** Equity day by day with the worst mark of each day, drawn as lines beside the rows. */
export function equitySheet({ metrics: { daily }, result }: RunResultModel): SheetModel {
  const money = result.accountCurrency;
  const model: SheetModel = {
    name: 'Equity',
    columns: [
      unitColumn('Day', 'day', money),
      unitColumn('Equity at the close', 'money', money),
      unitColumn('Lowest equity', 'money', money),
      { ...unitColumn('Drawdown', 'money', money), bars: 'loss' },
      { ...unitColumn('Drawdown of the peak', 'percent', money), bars: 'loss' },
    ],
    rows: Array.from(daily.day, (day, i) => [
      day,
      daily.equity[i] as number,
      daily.equityLow[i] as number,
      daily.drawdown[i] as number,
      daily.drawdownFraction[i] as number,
    ]),
    filter: true,
  };
  if (daily.day.length === 0) return model;
  return { ...model, chart: { title: `Equity, ${money}`, columns: [1, 2] } };
}
