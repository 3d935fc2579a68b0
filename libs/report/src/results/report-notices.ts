import type { RunOutcome } from './run-result-model.js';

/** What a reader must know before any number: each sentence stands at the top of every report. */
export function reportNotices(
  settings: RunOutcome['settings'],
  synthetic: boolean,
): readonly string[] {
  const notices: string[] = [];
  if (synthetic) {
    notices.push(
      'Synthetic data: the bars were generated. No result here says anything about a market.',
    );
  }
  if (settings['entry_timing'] === 'bar_close') {
    notices.push(
      'Orders fill at the close of the bar that decided them (entry_timing: bar_close): a parity setting that real orders cannot follow.',
    );
  }
  if (settings['costs_none'] === true) {
    notices.push(
      'No costs are charged (costs: none): spread, commission, slippage and swap are zero.',
    );
  }
  const open = settings['intrabar_unresolved_bars'];
  if (typeof open === 'number' && open > 0) {
    notices.push(
      `Finer bars were asked (intrabar: resolve) but could not decide ${open} bars: those are decided pessimistically.`,
    );
  }
  return notices;
}
