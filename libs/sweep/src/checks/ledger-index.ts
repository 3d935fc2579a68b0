import type { ArtifactRecord, Ledger, MasterRow, RunRecord } from '@assay/ledger';

/** A run without its history: there may be very many. */
export type KnownRun = Pick<
  RunRecord,
  'run_id' | 'run_key' | 'directive_id' | 'symbol' | 'attempt' | 'state'
> & { readonly isLive: boolean };

/** A row of the sheet without its values. */
export type KnownRow = Pick<
  MasterRow,
  'row' | 'directive_id' | 'symbol' | 'run_id' | 'attempt' | 'status' | 'reason'
>;

/** What the checks look up again and again, read once. */
export interface LedgerIndex {
  /** By run id; of several attempts the newest. */
  readonly runs: ReadonlyMap<string, KnownRun>;
  /** Rows of every status by run id. */
  readonly rows: ReadonlyMap<string, readonly KnownRow[]>;
  readonly directives: ReadonlySet<string>;
  /**
   * Events up to this one tell of a log that was lost: heads that were pinned then are of another chain.
   * 0 unless the ledger was rebuilt from capsules.
   */
  readonly foreignHeadsUntil: number;
}

/** Reads the index of a ledger. */
export function indexLedger(ledger: Ledger | undefined): LedgerIndex {
  const runs = new Map<string, KnownRun>();
  if (!ledger) {
    return { runs, rows: new Map(), directives: new Set(), foreignHeadsUntil: 0 };
  }
  for (const row of ledger.tableRows('runs')) {
    runs.set(String(row['run_id']), {
      run_id: String(row['run_id']),
      run_key: String(row['run_key']),
      directive_id: String(row['directive_id']),
      symbol: String(row['symbol']),
      attempt: Number(row['attempt']),
      state: row['state'] as RunRecord['state'],
      isLive: row['live'] === 1,
    });
  }
  const rebuilt = ledger
    .events({ subject: '@workspace' })
    .findLast((event) => event.type === 'LEDGER_REBUILT' && event.payload['source'] === 'capsules');
  return {
    runs,
    rows: rowsByRun(ledger),
    directives: new Set(ledger.directives().map((directive) => directive.directive_id)),
    foreignHeadsUntil: rebuilt?.seq ?? 0,
  };
}

function rowsByRun(ledger: Ledger): ReadonlyMap<string, readonly KnownRow[]> {
  const byRun = new Map<string, KnownRow[]>();
  for (const stored of ledger.tableRows('master_rows')) {
    const row: KnownRow = {
      row: Number(stored['row']),
      directive_id: String(stored['directive_id']),
      symbol: String(stored['symbol']),
      run_id: String(stored['run_id']),
      attempt: Number(stored['attempt']),
      status: stored['status'] as KnownRow['status'],
      reason: stored['reason'] as string | null,
    };
    const known = byRun.get(row.run_id);
    if (known) known.push(row);
    else byRun.set(row.run_id, [row]);
  }
  return byRun;
}

/** The artifacts of one sealed folder, as recorded. */
export interface ArtifactGroup {
  readonly kind: 'runs' | 'portfolios';
  /** Run id or directive id. */
  readonly name: string;
  /** Paths below the workspace, sorted. */
  readonly artifacts: readonly ArtifactRecord[];
  /** The newest event that recorded one of them. */
  readonly seq: number;
}

/** Recorded artifacts folder by folder; one folder at a time is held. */
export function* artifactGroups(ledger: Ledger): Iterable<ArtifactGroup> {
  let group: { kind: string; name: string; artifacts: ArtifactRecord[]; seq: number } | undefined;
  for (const artifact of ledger.recordedArtifacts()) {
    const [kind = '', name = ''] = artifact.path.split('/', 2);
    if (group?.kind !== kind || group.name !== name) {
      if (group) yield group as ArtifactGroup;
      group = { kind, name, artifacts: [], seq: 0 };
    }
    group.artifacts.push(artifact);
    group.seq = Math.max(group.seq, artifact.seq);
  }
  if (group) yield group as ArtifactGroup;
}
