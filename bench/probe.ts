import { sma } from '@assay/indicators/trend/sma';
import { syntheticBars } from './synthetic-bars.js';
import {
  plainLoop,
  benchInput,
  columnsStrategy,
  callbackStrategy,
  simulateAndMeasure,
} from './sma-cross.js';
import { ScratchArrays, simulate } from '@assay/engine/v1_0_0';
import { defineStrategy } from '@assay/strategy/sdk';
const bars = syntheticBars(1_000_000);
const mode = process.argv[2];
function t(name: string, f: () => number, n = Number(process.argv[3] ?? 25)): void {
  let best = Infinity;
  let keep = 0;
  for (let r = 0; r < n; r += 1) {
    const b = process.hrtime.bigint();
    keep += f();
    best = Math.min(best, Number(process.hrtime.bigint() - b) / 1e6);
  }
  console.log(name.padEnd(30), best.toFixed(3), 'ns/bar', keep === Infinity ? '!' : '');
}
const s = new ScratchArrays();
const cols = columnsStrategy();
const pre = cols.prepareIndicators(bars);
if (mode === 'never') {
  t(
    'never, no columns',
    () =>
      simulate(
        benchInput(
          bars,
          defineStrategy({
            ...cols,
            prepareIndicators: () => ({}),
            checkEntry: () => null,
            checkExit: () => false,
          }),
        ),
        undefined,
        s,
      ).trades.length,
  );
} else if (mode === 'neversma') {
  t(
    'never, columns made',
    () =>
      simulate(
        benchInput(
          bars,
          defineStrategy({ ...cols, checkEntry: () => null, checkExit: () => false }),
        ),
        undefined,
        s,
      ).trades.length,
  );
} else if (mode === 'pre') {
  t(
    'columns given',
    () =>
      simulate(
        benchInput(bars, defineStrategy({ ...cols, prepareIndicators: () => pre })),
        undefined,
        s,
      ).trades.length,
  );
} else if (mode === 'cols') {
  t('columns', () => simulate(benchInput(bars, cols), undefined, s).trades.length);
} else if (mode === 'full') {
  t('columns+metrics', () => simulateAndMeasure(bars, cols, s));
}
