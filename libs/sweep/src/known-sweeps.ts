import type { FileMove, Ledger, RetiredRow } from '@assay/ledger';

/** A sweep as the ledger tells of it. */
export interface KnownSweep {
  readonly sweep: string;
  /** RFC 3339. */
  readonly at: string;
  readonly actor: string;
  readonly reason: string;
  readonly moved: readonly FileMove[];
  readonly retired: readonly RetiredRow[];
  readonly rebuilt: readonly string[];
  /** `undone` and `purged` cannot be undone any more. */
  readonly standing: 'applied' | 'undone' | 'purged';
}

interface AppliedPayload {
  readonly sweep: string;
  readonly reason: string;
  readonly moved: readonly FileMove[];
  readonly retired: readonly RetiredRow[];
  readonly rebuilt: readonly string[];
}

/** Every sweep of a workspace, oldest first. */
export function knownSweeps(ledger: Ledger): readonly KnownSweep[] {
  const sweeps = new Map<string, KnownSweep>();
  const mark = (name: unknown, standing: KnownSweep['standing']): void => {
    const known = sweeps.get(String(name));
    if (known) sweeps.set(known.sweep, { ...known, standing });
  };
  for (const { type, at, actor, payload } of ledger.events({ subject: '@workspace' })) {
    if (type === 'SWEEP_APPLIED') {
      // The fold has written it as its event says.
      const { sweep, reason, moved, retired, rebuilt } = payload as unknown as AppliedPayload;
      sweeps.set(sweep, { sweep, at, actor, reason, moved, retired, rebuilt, standing: 'applied' });
    } else if (type === 'SWEEP_UNDONE') {
      mark(payload['sweep'], 'undone');
    } else if (type === 'QUARANTINE_PURGED') {
      for (const name of payload['sweeps'] as readonly unknown[]) mark(name, 'purged');
    }
  }
  return [...sweeps.values()];
}
