import { html, metricText, type Content, type MasterColumn } from '@assay/report';
import type { MasterRowValue } from '@assay/ledger';

/** A value of a row as people read it; what it is sorted by stands beside it. */
export function cellText(column: Pick<MasterColumn, 'unit' | 'id'>, value: MasterRowValue): string {
  if (value === null) return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') {
    return column.unit === 'UTC' ? value.replace('T', ' ').replace(/(:00)?\.000Z$/, '') : value;
  }
  switch (column.unit) {
    case 'money':
      return metricText(value, 'money');
    case 'fraction':
      return metricText(value, 'fraction');
    case 'count':
      return metricText(value, 'count');
    case 'days':
    case 'bars':
      return metricText(value, 'days');
    default:
      return metricText(value, 'ratio');
  }
}

/** A cell of a grid that can be sorted by its exact value. */
export function gridCell(text: Content, value: MasterRowValue, tone = ''): Content {
  const sort = value === null ? '' : String(value);
  return html`<td class="${tone}" data-sort="${sort}">${text}</td>`;
}
