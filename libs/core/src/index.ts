export { ok, err } from './result.js';
export type { Result } from './result.js';
export { EXIT_CODES, combineExitCodes } from './exit-code.js';
export type { ExitCode, ExitName } from './exit-code.js';
export { ERROR_CATALOGUE, describeError, exitCodeOf } from './errors/error-catalogue.js';
export type { ErrorCode } from './errors/error-catalogue.js';
export type { ErrorEntry } from './errors/error-entry.js';
export {
  AssayError,
  diagnostic,
  formatDiagnostic,
  formatPlace,
  isAssayError,
} from './diagnostic.js';
export type { Diagnostic, DiagnosticDetail, Place } from './diagnostic.js';
export { fixedClock, formatDay, formatInstant, formatStamp, parseStamp } from './clock.js';
export type { Clock } from './clock.js';
export {
  MS_PER_DAY,
  MS_PER_HOUR,
  MS_PER_MINUTE,
  UTC_OFFSETS,
  civilFromDays,
  daysFromCivil,
  offsetMinutesAt,
  parseDay,
  parseTimeOfDay,
  weekday,
} from './calendar.js';
export type { CivilDate, ZoneOffsets } from './calendar.js';
export { TIMEFRAMES, parseTimeframe, timeframeMs } from './timeframe.js';
export type { Timeframe } from './timeframe.js';
export { BAR_COLUMNS, copyBars, firstBarAtOrAfter } from './bars.js';
export type { Bars } from './bars.js';
export { RESERVED_IDS, directiveIdProblem, isRunId, listedName } from './ids.js';
export { compareEngineVersions, isEngineVersion } from './engine-version.js';
export { didYouMean } from './did-you-mean.js';
export { LIMITS } from './limits.js';
export { ALLOWED_MATH, pow } from './numeric.js';
export { seededNormal, seededRandom, sfc32 } from './seeded-random.js';
export { TOOL_VERSION } from './tool-version.js';
