/** What lies about, and where it goes. */
export interface TidyPlan {
  /** To park: paths below the workspace, sorted. */
  readonly park: readonly string[];
  /** Untracked work of people: to be committed, not parked, unless it is named. */
  readonly work: readonly string[];
}

/** Folders of a workspace that hold what people wrote. */
const WORK = /^(backtest_directives|strategies|indicators|broker_specs|policies|data|docs)\//;
/** Files beside them that every workspace begins with. */
const FRAME = new Set(['.gitattributes', '.gitignore', 'README.md', 'assay.json', 'tsconfig.json']);

/**
 * Decides what to do with untracked files.
 *
 * @param untracked - Relative to the workspace, `/` separated.
 * @param named - Paths that a person named: files, or folders whose files are meant; empty for all.
 */
export function planTidy(untracked: readonly string[], named: readonly string[]): TidyPlan {
  const isNamed = (path: string): boolean =>
    named.some((one) => path === one || path.startsWith(`${one.replace(/\/+$/, '')}/`));
  const isKept = (path: string): boolean => WORK.test(path) || FRAME.has(path);
  const sorted = [...untracked].sort();
  if (named.length > 0) {
    return { park: sorted.filter(isNamed), work: sorted.filter((path) => !isNamed(path)) };
  }
  return {
    park: sorted.filter((path) => !isKept(path)),
    work: sorted.filter(isKept),
  };
}
