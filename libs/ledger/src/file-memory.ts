import type { FileMove } from './ledger-events.js';
import { publication } from './ledger-rows.js';
import type { Publication } from './ledger.js';
import type { Sqlite } from './sqlite.js';

/**
 * What the database remembers about files: where committed ones belong, which renames are still to
 * be carried out, and what was last written as a view. No part of the fold: files can be looked at again.
 */
export class FileMemory {
  readonly #database: Sqlite;

  constructor(database: Sqlite) {
    this.#database = database;
  }

  /** Notes what a commit will put in place; part of the caller's transaction. */
  promise(publications: readonly Publication[], moves: readonly FileMove[]): void {
    for (const { staged, target, sha256, bytes } of publications) {
      this.#database.run(
        `INSERT INTO publications (target, staged, sha256, bytes) VALUES (?, ?, ?, ?)
         ON CONFLICT (target) DO UPDATE SET staged = excluded.staged, sha256 = excluded.sha256,
           bytes = excluded.bytes`,
        target,
        staged,
        sha256,
        bytes,
      );
    }
    for (const { from, to } of moves) {
      this.#database.run('INSERT INTO moves (source, target) VALUES (?, ?)', from, to);
    }
  }

  /** Forgets what is in place; part of the caller's transaction. */
  forget(targets: readonly string[]): void {
    for (const target of targets) {
      this.#database.run('DELETE FROM publications WHERE target = ?', target);
      this.#database.run('DELETE FROM moves WHERE target = ?', target);
    }
  }

  pendingPublications(): readonly Publication[] {
    return this.#database.all('SELECT * FROM publications ORDER BY target').map(publication);
  }

  pendingMoves(): readonly FileMove[] {
    return this.#database
      .all('SELECT source, target FROM moves ORDER BY id')
      .map((row) => ({ from: String(row['source']), to: String(row['target']) }));
  }

  confirmInPlace(targets: readonly string[]): void {
    if (targets.length > 0) this.#relaxed(() => this.forget(targets));
  }

  view(path: string): { readonly sha256: string; readonly stale: boolean } | undefined {
    const row = this.#database.get('SELECT sha256, stale FROM views WHERE path = ?', path);
    return row && { sha256: String(row['sha256']), stale: row['stale'] === 1 };
  }

  recordView(path: string, sha256: string, stale: boolean): void {
    this.#relaxed(() =>
      this.#database.run(
        `INSERT INTO views (path, sha256, stale) VALUES (?, ?, ?)
         ON CONFLICT (path) DO UPDATE SET sha256 = excluded.sha256, stale = excluded.stale`,
        path,
        sha256,
        stale ? 1 : 0,
      ),
    );
  }

  staleViews(): readonly string[] {
    return this.#database
      .all('SELECT path FROM views WHERE stale = 1 ORDER BY path')
      .map((row) => String(row['path']));
  }

  /**
   * A transaction that a power cut may undo: what it records is found out again (a rename that was
   * done, a view that was written). Saves the flush; the next commit flushes it along.
   */
  #relaxed(step: () => void): void {
    this.#database.exec('PRAGMA synchronous=NORMAL');
    try {
      this.#database.transaction(step);
    } finally {
      this.#database.exec('PRAGMA synchronous=FULL');
    }
  }
}
