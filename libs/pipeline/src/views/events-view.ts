import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { AssayError, formatStamp } from '@assay/core';
import { eventsNdjson } from '@assay/ledger';
import type { Session } from '../session.js';

/**
 * `.assay/events.ndjson`: the event log line by line, for `jq`, for `sha256sum`, and to rebuild a
 * damaged database. At the start of a session it is held against the ledger; then it only grows.
 */
export class EventsView {
  readonly #session: Pick<Session, 'files' | 'ledger' | 'workspace' | 'warn' | 'clock'>;
  readonly #path: string;
  /** The last event that stands in the file. */
  #seq = 0;

  constructor(session: Pick<Session, 'files' | 'ledger' | 'workspace' | 'warn' | 'clock'>) {
    this.#session = session;
    this.#path = session.workspace.paths.eventsView.absolute;
  }

  /**
   * Catches up a lagging file and rebuilds one that contradicts the ledger.
   * @throws AssayError LEDGER_CHAIN_BROKEN when the file goes on where the ledger ends: events were
   *   removed from the ledger, and the file is the witness.
   */
  open(): void {
    const { files, ledger, workspace, warn, clock } = this.#session;
    const known = ledger.view(workspace.paths.eventsView.relative);
    const there = files.stat(this.#path);
    this.#seq = ledger.head().seq;
    if (known && there && known.sha256 === `${this.#seq}:${files.digest(this.#path).sha256}`)
      return;
    const expected = eventsNdjson(ledger.events());
    const written = there ? files.readText(this.#path) : '';
    if (written === expected) return;
    if (expected.startsWith(written)) {
      files.append(this.#path, expected.slice(written.length));
      return;
    }
    if (written.startsWith(expected)) {
      throw new AssayError('LEDGER_CHAIN_BROKEN', 'events are missing at the end of the ledger', {
        place: { file: this.#path },
        found: `${ledger.head().seq} events in the ledger, ${written.split('\n').length - 1} in the file`,
        expected: 'a ledger that holds every event of its readable log',
      });
    }
    const kept = `${this.#path}.bak.${formatStamp(clock.now())}`;
    warn(
      'VIEW_DRIFT',
      `the readable event log contradicted the ledger and was rebuilt; kept as ${basename(kept)}`,
      this.#path,
    );
    files.moveAside(this.#path, kept);
    files.writeAtomic(this.#path, expected);
  }

  /** Adds the events committed since. */
  grow(): void {
    const { files, ledger } = this.#session;
    const text = eventsNdjson(ledger.events({ afterSeq: this.#seq }));
    if (text === '') return;
    files.append(this.#path, text);
    this.#seq = ledger.head().seq;
  }

  /** Remembers the file as it is left, so that the next session sees at once that it is untouched. */
  close(): void {
    const { files, ledger, workspace } = this.#session;
    if (!files.exists(this.#path)) return;
    const { relative } = workspace.paths.eventsView;
    const mark = `${this.#seq}:${createHash('sha256').update(files.readFile(this.#path)).digest('hex')}`;
    if (ledger.view(relative)?.sha256 !== mark) ledger.recordView(relative, mark, false);
  }
}
