import type { MetricSet, MetricUnit } from '@assay/metrics';
import type { TableCell } from './data-table.js';
import { metricText } from './number-text.js';

/** A figure; a gain or loss is coloured when asked for. */
export function figure(
  value: number | null,
  unit: MetricUnit,
  options: { readonly signed?: boolean } = {},
): TableCell {
  const cell = { text: metricText(value, unit), number: true };
  return options.signed ? { ...cell, sign: value } : cell;
}

/** The figure of a metric by its id. */
export function metricFigure<Id extends string>(
  set: MetricSet<Id>,
  id: Id,
  unit: MetricUnit,
  options: { readonly signed?: boolean } = {},
): TableCell {
  return figure(set.values[id], unit, options);
}

/** Shade of a share, −4 … 4, full at `full`. */
export function heatOf(value: number | null, full: number): number {
  if (value === null || value === 0) return 0;
  const strength = Math.min(4, Math.ceil((Math.abs(value) / full) * 4));
  return value > 0 ? strength : -strength;
}
