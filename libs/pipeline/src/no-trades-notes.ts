import { diagnostic, type Diagnostic } from '@assay/core';
import type { RunRecord } from '@assay/ledger';
import type { Session } from './session.js';

/** What the note needs of a run's metadata. */
interface WhyNoTrades {
  readonly rejections: Readonly<Record<string, number>>;
  readonly not_ready_bars: number;
  readonly data_range: { readonly bars: number };
}

/** Why complete runs of a directive made no trade: one note for each, so that an empty result is never silent. */
export function noTradesNotes(session: Session, directiveId: string): readonly Diagnostic[] {
  const runs = session.ledger.runs(directiveId);
  return runs.filter((run) => run.outcome === 'NO_TRADES').map((run) => note(session, run));
}

function note(session: Session, run: RunRecord): Diagnostic {
  const path = session.workspace.paths.at(
    `runs/${run.run_id}/artifacts/metadata/run_metadata.json`,
  );
  const why = JSON.parse(session.files.readText(path.absolute)) as WhyNoTrades;
  const refused = Object.entries(why.rejections);
  const isRefused = refused.length > 0;
  return diagnostic('NO_TRADES', `${run.symbol}: no order became a trade`, {
    severity: 'note',
    found: isRefused
      ? `orders refused: ${refused.map(([reason, count]) => `${reason} ${count}`).join(', ')}`
      : `no order; ${why.not_ready_bars} of ${why.data_range.bars} bars had no ready indicator`,
    expected: 'trades, or a hypothesis that asks for none',
    next: isRefused
      ? 'docs/engine.md, "Rejections", says what each reason means; correct sizing, stops or limits.'
      : 'Look at the conditions of the entry, and at the lengths of the indicators.',
  });
}
