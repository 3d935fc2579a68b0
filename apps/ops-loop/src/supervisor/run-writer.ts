import { join } from 'node:path';
import { formatInstant, isAssayError, type Clock } from '@assay/core';
import { canonicalJson, formatSha256Sums } from '@assay/hashing';
import type { JsonValue } from '@assay/cli';
import type { FileStore } from '@assay/workspace';
import type { RunState } from '../records/run-state.js';
import type { SoakIndexLine } from '../records/tick-record.js';

/** A journal larger than this is put aside and a new one begun. */
const JOURNAL_BYTES_MAX = 1_048_576;
/** Journals that are kept beside the one in use. */
const JOURNALS_KEPT = 4;
/** Lines that wait for a disk that is full; the oldest are given up first. */
const WAITING_MAX = 1_000;
/** The list of a run's records once it is over. */
export const RUN_MANIFEST = 'manifest-sha256.txt';

/**
 * Writes what a supervisor has to say into its run folder. A disk that refuses never ends the
 * supervisor: lines wait in memory, the state is written with the next change, and `refused` tells.
 */
export class RunWriter {
  readonly #files: FileStore;
  readonly #runPath: string;
  readonly #clock: Clock;
  readonly #waiting = new Map<string, string[]>();
  #refused: string | undefined;
  #journalBytes = 0;
  #rotations = 0;

  constructor(files: FileStore, runPath: string, clock: Clock) {
    this.#files = files;
    this.#runPath = runPath;
    this.#clock = clock;
  }

  /** The last refusal of the disk that has not been made up for; undefined when all is written. */
  get refused(): string | undefined {
    return this.#refused;
  }

  /** Adds an event to `journal.ndjson`. */
  event(event: string, facts: { readonly [key: string]: JsonValue } = {}): void {
    const ts = formatInstant(this.#clock.now());
    const line = `${canonicalJson({ ts, event, ...facts })}\n`;
    this.#attempt(() => this.#rotate());
    this.#append('journal.ndjson', line);
    this.#journalBytes += Buffer.byteLength(line);
  }

  /** Adds a tick to `soak_index.ndjson`. */
  soak(line: SoakIndexLine): void {
    this.#append('soak_index.ndjson', `${JSON.stringify(line)}\n`);
  }

  /** Replaces `state.json`. */
  state(state: RunState): void {
    const text = `${JSON.stringify(state, null, 2)}\n`;
    this.#attempt(() => this.#files.writeAtomic(join(this.#runPath, 'state.json'), text));
  }

  /** Lists every record of the run with its sum: what was true when the run ended. */
  seal(): void {
    this.#attempt(() => {
      const records = this.#files
        .list(this.#runPath)
        .filter(({ name, kind }) => kind === 'file' && /^[a-z].*\.(json|ndjson)$/.test(name))
        .map(({ name }) => {
          const { sha256 } = this.#files.digest(join(this.#runPath, name));
          return { path: name, sha256 };
        });
      const manifest = join(this.#runPath, RUN_MANIFEST);
      this.#files.writeAtomic(manifest, formatSha256Sums(records));
    });
  }

  #append(name: string, line: string): void {
    const lines = [...(this.#waiting.get(name) ?? []), line].slice(-WAITING_MAX);
    this.#waiting.set(name, lines);
    this.#attempt(() => {
      this.#files.append(join(this.#runPath, name), lines.join(''));
      this.#waiting.delete(name);
    });
  }

  #rotate(): void {
    if (this.#journalBytes < JOURNAL_BYTES_MAX) return;
    const journal = join(this.#runPath, 'journal.ndjson');
    const numbered = (n: number) =>
      join(this.#runPath, `journal.${String(n).padStart(6, '0')}.ndjson`);
    this.#rotations += 1;
    this.#files.moveAside(journal, numbered(this.#rotations));
    this.#journalBytes = 0;
    const old = this.#rotations - JOURNALS_KEPT;
    if (old < 1) return;
    const trash = join(this.#files.root, `.trash-journals-${process.pid}`);
    this.#files.moveAside(numbered(old), join(trash, `${old}.ndjson`));
    this.#files.remove(trash);
  }

  #attempt(step: () => void): void {
    try {
      step();
      if (this.#waiting.size === 0) this.#refused = undefined;
    } catch (error) {
      if (!isAssayError(error)) throw error;
      this.#refused = `${error.code}: ${error.message}`;
    }
  }
}
