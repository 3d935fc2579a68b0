/** How a tool's process ends. Stable: CI jobs and service units branch on these numbers. */
export const EXIT_CODES = {
  /** Done; no trades and nothing to do included. */
  success: 0,
  /** A gate said no, a run failed, a check found work to do. */
  blocked: 1,
  /** Flags, configuration or directive are wrong. */
  usage: 2,
  /** Altered, missing or non-reproducible evidence. */
  integrity: 3,
  /** Refused by a guard: mode, secrets, path, not armed. */
  refused: 4,
  /** Another writer holds the workspace. */
  busy: 5,
  /** `ops-loop stop` could not prove that everything stopped. */
  unproved: 7,
  /** Our bug. */
  bug: 70,
  /** Ctrl-C. What was committed stays. */
  interrupted: 130,
} as const;

export type ExitName = keyof typeof EXIT_CODES;
export type ExitCode = (typeof EXIT_CODES)[ExitName];

/** When one call has several outcomes, the first of these that is present is the exit code. */
const EXIT_PRECEDENCE: readonly ExitCode[] = [130, 70, 3, 4, 5, 7, 2, 1, 0];

/** Combines the outcomes of one call into its exit code; an empty list is success. */
export function combineExitCodes(codes: readonly ExitCode[]): ExitCode {
  return EXIT_PRECEDENCE.find((code) => codes.includes(code)) ?? EXIT_CODES.success;
}
