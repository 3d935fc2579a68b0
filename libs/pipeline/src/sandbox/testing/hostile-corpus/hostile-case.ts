/** Where a hostile act ends. */
export type StoppedAt =
  /** Stage 0: it cannot be bundled. */
  | 'bundling'
  /** Stage 0.5: found on the syntax tree. */
  | 'validation'
  /** Stages 0.75 and 1: stopped while it runs. */
  | 'running'
  /** Nothing is stopped, and nothing comes of it: the results are those without the act. */
  | 'harmless';

/** Parts of a strategy file; what is left out is honest. */
export interface HostileParts {
  readonly imports?: string;
  /** Statements at the top level. */
  readonly top?: string;
  /** Body of `prepareIndicators(bars)`. */
  readonly prepare?: string;
  /** Statements of `checkEntry(ctx)` before its honest return. */
  readonly entry?: string;
  readonly exit?: string;
  /** Further members of the definition. */
  readonly members?: string;
  /** Other files of the workspace, by path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly indicators?: readonly string[];
}

/** One hostile act. */
export interface HostileCase {
  /** What it tries. */
  readonly tries: string;
  readonly parts: HostileParts;
  readonly at: StoppedAt;
  readonly code?: string;
  /** What happens to the same bundle when nobody validated it: a code, or `harmless`. */
  readonly behind?: string;
}

/** A case in one line. */
export function hostile(
  tries: string,
  parts: HostileParts,
  at: StoppedAt,
  code?: string,
  behind?: string,
): HostileCase {
  return {
    tries,
    parts,
    at,
    ...(code === undefined ? {} : { code }),
    ...(behind === undefined ? {} : { behind }),
  };
}

/** A name that no check of the syntax tree can know. */
export const JOINED_NAMES = `const CTOR = ['constr', 'uctor'].join(''); const PROTO = ['proto', 'type'].join('');`;
