import type { ImportOptions } from '../import-options.js';
import type { StatedClock, StatedScale } from '../raw-bars.js';
import type { TableLayout } from '../read-table.js';
import type { TextSample } from '../text-sample.js';

/** How to read a text file of a format, and what the format says about it. */
export interface TextDescription {
  readonly layout: TableLayout;
  readonly clock: StatedClock;
  readonly scale: StatedScale;
  readonly remarks: readonly string[];
  /** The spread column is in points of the digits that are declared, not in price units. */
  readonly isSpreadInPoints?: boolean;
}

/** A text format of a vendor. */
export interface TextFormat {
  readonly id: string;
  /** Whose files these are, for messages. */
  readonly title: string;
  /** Why a file is of this format, by content; undefined when it is not. */
  readonly recognise: (sample: TextSample) => string | undefined;
  /** How to read a file of this format; called for files that were recognised or named so. */
  readonly describe: (sample: TextSample, options: ImportOptions) => TextDescription;
}

export const UTC_CLOCK = [
  { name: 'UTC', zone: undefined, shiftMinutes: 0, fromWallMs: -Infinity },
] as const;

/** A format whose times are UTC. */
export function utcClock(why: string): StatedClock {
  return { kind: 'format', pieces: UTC_CLOCK, why };
}
