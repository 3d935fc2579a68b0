import type { MetricUnit } from '@assay/metrics';

/** What stands where a number has no value. */
export const NO_VALUE = '–';
const MINUS = '−';

/** Digits in groups of three, `digits` decimals, a real minus sign: `−1,234.50`. */
export function decimalText(value: number, digits: number): string {
  const [whole = '', fraction] = Math.abs(value).toFixed(digits).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  const text = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  // A negative amount that rounds to zero is shown as zero.
  return value < 0 && /[1-9]/.test(text) ? `${MINUS}${text}` : text;
}

/** A fraction as percent: 0.1234 is `12.34 %`. */
export function percentText(fraction: number, digits = 2): string {
  return `${decimalText(fraction * 100, digits)} %`;
}

/** A number as reports for people show it, rounded; null is a dash. */
export function metricText(value: number | null, unit: MetricUnit): string {
  if (value === null) return NO_VALUE;
  switch (unit) {
    case 'money':
    case 'ratio':
    case 'r':
      return decimalText(value, 2);
    case 'fraction':
      return percentText(value);
    case 'count':
      return decimalText(value, 0);
    case 'days':
    case 'bars':
      return decimalText(value, 1);
    case 'flag':
      return value === 0 ? 'no' : 'yes';
  }
}
