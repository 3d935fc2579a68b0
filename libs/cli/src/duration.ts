/** Milliseconds of each unit that a duration on a command line may have. */
const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** The form of a duration, for messages. */
export const DURATION_FORM = 'a whole number and a unit: 500ms, 60s, 5m, 2h or 30d';

/**
 * Parses a duration of a command line, such as `60s`.
 *
 * @returns Milliseconds; undefined when the text is no duration or exceeds what a number counts exactly.
 */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,12})(ms|s|m|h|d)$/.exec(text);
  if (!match) return undefined;
  const unit = UNIT_MS[match[2] ?? ''];
  const durationMs = Number(match[1]) * (unit ?? Number.NaN);
  return Number.isSafeInteger(durationMs) ? durationMs : undefined;
}

/** Renders a span for people: `0:07`, `12:30`, `3:02:11`; parts of a second are cut off. */
export function formatSpan(spanMs: number): string {
  const seconds = Math.max(0, Math.floor(spanMs / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}
