import { diagnostic, pow, type Diagnostic, type ErrorCode } from '@assay/core';
import type { DocumentPlaces } from '@assay/documents';
import type { BrokerSpec } from './broker-spec.js';

/** The readable fields of a spec; rules between fields are checked even when others are wrong. */
export type BrokerSpecDraft = { readonly [Key in keyof BrokerSpec]?: BrokerSpec[Key] | undefined };

type Field = keyof BrokerSpec;
interface SpecFinding {
  readonly code: ErrorCode;
  readonly field: Field;
  readonly message: string;
  readonly found: string;
  readonly expected: string;
  readonly next: string;
}
type SpecCheck = (draft: BrokerSpecDraft, stem: string) => SpecFinding | undefined;

/** Decimals of a number's shortest notation: 5 for 0.00001, 2 for 0.25, 0 for 10. */
function decimalsOf(value: number): number {
  const [mantissa = '', exponent = '0'] = String(value).split('e');
  const fraction = mantissa.split('.')[1] ?? '';
  return Math.max(0, fraction.length - Number(exponent));
}

/** True when `value` is a whole number of `step`s, judged on the decimals as written. */
function isMultipleOf(value: number, step: number): boolean {
  const scale = pow(10, Math.max(decimalsOf(value), decimalsOf(step)));
  return Math.round(value * scale) % Math.round(step * scale) === 0;
}

const checkSymbol: SpecCheck = ({ symbol }, stem) =>
  symbol === undefined || symbol.toUpperCase() === stem.toUpperCase()
    ? undefined
    : {
        code: 'CONFLICTING_VALUES',
        field: 'symbol',
        message: 'the symbol is not the one that the file is named for',
        found: `${symbol} in the file of ${stem}`,
        expected: stem,
        next: 'Correct the symbol or the name of the file.',
      };

const checkPair: SpecCheck = (draft) => {
  const { kind, base, quote } = draft;
  // A base that is written but unreadable is an own field without a value.
  if (kind === 'currency_pair' && !Object.hasOwn(draft, 'base')) {
    return {
      code: 'MISSING_KEY',
      field: 'kind',
      message: 'a currency pair needs "base"',
      found: 'kind: currency_pair without base',
      expected: 'base: a currency code of three capitals',
      next: 'Add base.',
    };
  }
  if (base === undefined || base !== quote) return undefined;
  return {
    code: 'CONFLICTING_VALUES',
    field: 'base',
    message: 'base and quote are one currency',
    found: `${base} and ${quote}`,
    expected: 'two currencies',
    next: 'Correct one of the two.',
  };
};

const checkLotRange: SpecCheck = ({ min_lot, max_lot }) =>
  min_lot === undefined || max_lot === undefined || min_lot <= max_lot
    ? undefined
    : {
        code: 'CONFLICTING_VALUES',
        field: 'max_lot',
        message: 'max_lot is smaller than min_lot',
        found: `min_lot ${min_lot}, max_lot ${max_lot}`,
        expected: 'min_lot <= max_lot',
        next: 'Correct one of the two.',
      };

function checkLotStep(field: 'min_lot' | 'max_lot'): SpecCheck {
  return (draft) => {
    const [lots, step] = [draft[field], draft.lot_step];
    if (lots === undefined || step === undefined || isMultipleOf(lots, step)) return undefined;
    return {
      code: 'CONFLICTING_VALUES',
      field,
      message: `${field} is not a whole number of lot steps`,
      found: `${field} ${lots}, lot_step ${step}`,
      expected: `a multiple of ${step}`,
      next: `Correct ${field} or lot_step.`,
    };
  };
}

const checkDigits: SpecCheck = ({ kind, digits, tick_size }) => {
  if (digits === undefined || tick_size === undefined) return undefined;
  const needed = decimalsOf(tick_size);
  if (digits === needed || (digits > needed && kind !== 'currency_pair')) return undefined;
  return {
    code: 'CONFLICTING_VALUES',
    field: 'digits',
    message: 'digits and tick_size do not agree',
    found: `digits ${digits}, tick_size ${tick_size}`,
    expected:
      kind === 'currency_pair'
        ? `digits: ${needed}, the decimals of the tick`
        : `digits: ${needed} or more, so that a tick can be written`,
    next: 'Correct digits or tick_size.',
  };
};

/** Every rule between the fields of a broker spec, which a JSON Schema cannot state. */
export const BROKER_SPEC_RULE_CHECKS = {
  'symbol is the stem of the file': checkSymbol,
  'a currency pair has a base, which is not its quote': checkPair,
  'min_lot <= max_lot': checkLotRange,
  'min_lot is a multiple of lot_step': checkLotStep('min_lot'),
  'max_lot is a multiple of lot_step': checkLotStep('max_lot'),
  'digits are enough for tick_size, and for currency pairs exactly its decimals': checkDigits,
} as const satisfies Readonly<Record<string, SpecCheck>>;

/** Checks the rules between fields; pure, each finding an error with its place. */
export function checkBrokerSpecRules(
  draft: BrokerSpecDraft,
  stem: string,
  places: DocumentPlaces,
): Diagnostic[] {
  return Object.values<SpecCheck>(BROKER_SPEC_RULE_CHECKS).flatMap((check) => {
    const finding = check(draft, stem);
    if (!finding) return [];
    const { code, field, message, ...detail } = finding;
    return [diagnostic(code, message, { place: places.at([field]), ...detail })];
  });
}
