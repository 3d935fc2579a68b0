/** In which order year, month and day stand. */
export type DateOrder = 'ymd' | 'dmy' | 'mdy';

/** How a table writes its times. */
export type TimeLayout =
  | { readonly kind: 'date'; readonly order: DateOrder; readonly separator: string }
  | { readonly kind: 'epoch'; readonly unit: EpochUnit }
  /** Milliseconds since the midnight of a day that stands elsewhere. */
  | { readonly kind: 'day-ms'; readonly midnightMs: number };

export type EpochUnit = 's' | 'ms' | 'us' | 'ns';

const YMD = /^\d{4}([-./])\d{1,2}\1\d{1,2}(?=$|[T \d])/;
const DMY = /^\d{1,2}([-./])\d{1,2}\1\d{4}(?=$|[T ])/;
const COMPACT = /^\d{8}(?=$|[T ])/;
const EPOCH = /^\d{9,19}(?:\.\d*)?$/;

/**
 * The layouts in which a cell can be a time, by its form alone: none, one, or for `01/02/2020` two.
 * With points between, the day comes first: nobody writes 12.31.2020. An epoch's unit follows from its
 * digits: seconds have 9 or 10, milliseconds 12 or 13 from 1973 to 2286.
 */
export function timeLayoutsOf(cell: string): readonly TimeLayout[] {
  const ymd = YMD.exec(cell);
  if (ymd) return [{ kind: 'date', order: 'ymd', separator: ymd[1] as string }];
  const dmy = DMY.exec(cell);
  if (dmy) {
    const separator = dmy[1] as string;
    const dayFirst: TimeLayout = { kind: 'date', order: 'dmy', separator };
    return separator === '.' ? [dayFirst] : [dayFirst, { kind: 'date', order: 'mdy', separator }];
  }
  if (COMPACT.test(cell)) return [{ kind: 'date', order: 'ymd', separator: '' }];
  if (!EPOCH.test(cell)) return [];
  const digits = cell.split('.', 1)[0]?.length ?? 0;
  const unit = EPOCH_UNITS.find(([most]) => digits <= most)?.[1];
  return unit ? [{ kind: 'epoch', unit }] : [];
}

const EPOCH_UNITS: readonly (readonly [number, EpochUnit])[] = [
  [10, 's'],
  [13, 'ms'],
  [16, 'us'],
  [19, 'ns'],
];

/** Spellings of `--date-format`, for messages. */
export const DATE_FORMATS =
  'yyyy-MM-dd, yyyy.MM.dd, yyyyMMdd, dd.MM.yyyy, dd/MM/yyyy, MM/dd/yyyy (a time of day may follow), epoch-s, epoch-ms, epoch-us or epoch-ns';

/** Reads a declared date format; undefined when it is none that can be read. */
export function parseDateFormat(text: string): TimeLayout | undefined {
  const epoch = /^epoch-(s|ms|us|ns)$/.exec(text);
  if (epoch) return { kind: 'epoch', unit: epoch[1] as EpochUnit };
  const match =
    /^(?:(yyyy)([-./]?)MM\2dd|(dd|MM)([-./])(dd|MM)\4yyyy)(?:[ T]HH:?mm(?::?ss(?:\.S+)?)?)?$/.exec(
      text,
    );
  if (!match) return undefined;
  if (match[1] !== undefined) return { kind: 'date', order: 'ymd', separator: match[2] ?? '' };
  if (match[3] === match[5]) return undefined;
  return {
    kind: 'date',
    order: match[3] === 'dd' ? 'dmy' : 'mdy',
    separator: match[4] as string,
  };
}

/** A layout as a message shows it. */
export function showTimeLayout(layout: TimeLayout): string {
  if (layout.kind === 'epoch') return `${EPOCH_NAMES[layout.unit]} since 1970`;
  if (layout.kind === 'day-ms') return 'milliseconds since midnight';
  const parts = { ymd: ['yyyy', 'MM', 'dd'], dmy: ['dd', 'MM', 'yyyy'], mdy: ['MM', 'dd', 'yyyy'] };
  return `${parts[layout.order].join(layout.separator)} HH:mm`;
}

const EPOCH_NAMES: Readonly<Record<EpochUnit, string>> = {
  s: 'seconds',
  ms: 'milliseconds',
  us: 'microseconds',
  ns: 'nanoseconds',
};
