import type { ExitName } from '../exit-code.js';

/** What the catalogue says about one error code; `docs/errors.md` is generated from it. */
export interface ErrorEntry {
  /** How the process ends when this error ends it. */
  readonly exit: ExitName;
  /** What has happened, in one sentence. */
  readonly cause: string;
  /** What the user does next, in one sentence. */
  readonly remedy: string;
}

export type ErrorTable = Readonly<Record<string, ErrorEntry>>;
