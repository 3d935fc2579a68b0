import type { DirectiveView, WorkspaceView } from './directive-view.js';

function count(view: DirectiveView, state: 'COMPLETE' | 'FAILED'): number {
  return view.runs.filter((run) => run.state === state).length;
}

function shared(view: DirectiveView) {
  return {
    id: view.id,
    state: view.state as string,
    standing: view.standing,
    place: view.place,
    attempt: view.attempt,
    last_updated: view.lastUpdated,
    next_stage: view.nextStage,
    next: view.next,
    promoted: view.promoted === null ? null : { ...view.promoted },
    verdict: view.verdict,
    net_profit: view.netProfit,
    account_currency: view.currency,
    report: view.report,
    why: view.causes.map((cause) => ({ ...cause })),
  };
}

/** All directives as members of the one JSON document. */
export function overviewJson({ holder, seq, directives }: WorkspaceView) {
  return {
    holder,
    seq,
    directives: directives.map((view) => ({
      ...shared(view),
      runs: view.runs.length,
      complete: count(view, 'COMPLETE'),
      failed: count(view, 'FAILED'),
    })),
  };
}

/** One directive with its runs. */
export function detailJson(view: DirectiveView, { holder, seq }: WorkspaceView) {
  const words = (cause: { readonly code: string; readonly message: string }): string =>
    `${cause.code}: ${cause.message}`;
  return {
    holder,
    seq,
    ...shared(view),
    runs: view.runs.map((run) => ({
      symbol: run.symbol,
      run_id: run.run_id,
      state: run.state,
      outcome: run.outcome,
      trades: run.trades,
      net_pnl: run.net_pnl,
      causes: run.diagnostics.map(words),
    })),
    causes: view.causes.filter(({ symbol }) => symbol === null).map(words),
  };
}
