import { MS_PER_DAY } from '@assay/core';
import { HEADER_STYLE, styleIndex } from './cell-styles.js';
import { formattedCell } from './sheet-model.js';
import type { FormattedCell, SheetColumn, SheetModel } from './sheet-model.js';
import { xmlText } from './xml-text.js';

/** Days from 1899-12-30, the day zero of spreadsheets, to 1970-01-01. */
const EPOCH_SERIAL = 25_569;
/** A cell holds no more characters. */
const CELL_TEXT_MAX = 32_767;

/** A sheet's two parts; `links` is null when no cell has a link. */
export interface SheetParts {
  readonly sheet: string;
  readonly links: string | null;
}

/** Column letters: A, B, …, Z, AA, …; `index` from 0. */
export function columnLetters(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

function textCell(place: string, style: number, text: string): string {
  const kept = text.length > CELL_TEXT_MAX ? `${text.slice(0, CELL_TEXT_MAX - 1)}…` : text;
  const space = /^\s|\s$|\n/.test(kept) ? ' xml:space="preserve"' : '';
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t${space}>${xmlText(kept)}</t></is></c>`;
}

function cellXml(place: string, { value, format, link }: FormattedCell, shaded: boolean): string {
  const style = styleIndex(link === undefined ? format : 'link', shaded);
  if (value === null) return shaded ? `<c r="${place}" s="${style}"/>` : '';
  if (typeof value === 'boolean') {
    return `<c r="${place}" s="${style}" t="b"><v>${value ? 1 : 0}</v></c>`;
  }
  if (typeof value === 'string') return textCell(place, style, value);
  if (!Number.isFinite(value)) throw new Error(`${value} cannot stand in a sheet`);
  const isTime = format === 'day' || format === 'instant';
  const number = isTime ? value / MS_PER_DAY + EPOCH_SERIAL : value;
  // A number without a number format of its own must not look like text.
  const shown = format === 'text' && link === undefined ? styleIndex('price', shaded) : style;
  return `<c r="${place}" s="${shown}"><v>${number}</v></c>`;
}

const NUMBER_WIDTH = { least: 10, most: 26 } as const;
const TEXT_WIDTH = { least: 8, most: 40 } as const;
const SAMPLED_ROWS = 50;
/** Characters in a row that are still legible when they are printed on one page. */
const PRINTED_WIDTH_MAX = 150;

/** Width of a column in characters, from its header and its first rows. */
function columnWidth(column: SheetColumn, place: number, { rows }: SheetModel): number {
  const isText = column.format === 'text';
  const { least, most } = isText ? TEXT_WIDTH : NUMBER_WIDTH;
  let longest = isText ? column.title.length : headerWidth(column.title);
  if (column.format === 'instant') longest = Math.max(longest, 19);
  for (const row of rows.slice(0, SAMPLED_ROWS)) {
    const { value } = formattedCell(row[place] ?? null, column);
    if (typeof value === 'string') longest = Math.max(longest, value.length);
  }
  return Math.max(least, Math.min(column.format === 'instant' ? 20 : most, longest + 2));
}

/** Headers of numbers take two lines, broken between words only. */
function headerWidth(title: string): number {
  return title
    .split(' ')
    .reduce((most, word) => Math.max(most, word.length), Math.ceil(title.length / 2));
}

/** The beginning of the header's row; high enough for two lines where a title needs them. */
function headerRowXml({ columns }: SheetModel, widths: readonly number[]): string {
  const isHigh = columns.some(({ title }, place) => title.length > (widths[place] ?? 0) - 1);
  return isHigh ? '<row r="1" ht="30" customHeight="1">' : '<row r="1">';
}

function headXml(widths: readonly number[], lastCell: string): string {
  const cols = widths.map((width, place) => {
    const at = place + 1;
    return `<col min="${at}" max="${at}" width="${width}" customWidth="1"/>`;
  });
  const isPrintedWhole = widths.reduce((sum, width) => sum + width, 0) <= PRINTED_WIDTH_MAX;
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ' +
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">' +
    (isPrintedWhole ? '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' : '') +
    `<dimension ref="A1:${lastCell}"/>` +
    '<sheetViews><sheetView workbookViewId="0">' +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' +
    '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>' +
    `<sheetFormatPr defaultRowHeight="15"/><cols>${cols.join('')}</cols>`
  );
}

/** Renders a sheet. Rows after the header are shaded in turn. */
export function sheetParts(model: SheetModel): SheetParts {
  const letters = model.columns.map((_, place) => columnLetters(place));
  const lastCell = `${letters.at(-1) ?? 'A'}${model.rows.length + 1}`;
  const widths = model.columns.map((column, place) => columnWidth(column, place, model));
  const parts = [headXml(widths, lastCell), '<sheetData>', headerRowXml(model, widths)];
  model.columns.forEach(({ title }, place) => {
    parts.push(textCell(`${letters[place] ?? ''}1`, HEADER_STYLE, title));
  });
  parts.push('</row>');
  const links: { readonly place: string; readonly target: string }[] = [];
  model.rows.forEach((row, index) => {
    const at = index + 2;
    parts.push(`<row r="${at}">`);
    model.columns.forEach((column, place) => {
      const cell = formattedCell(row[place] ?? null, column);
      const reference = `${letters[place] ?? ''}${at}`;
      parts.push(cellXml(reference, cell, at % 2 === 1));
      if (cell.link !== undefined) links.push({ place: reference, target: cell.link });
    });
    parts.push('</row>');
  });
  parts.push('</sheetData>');
  if (model.filter) parts.push(`<autoFilter ref="A1:${lastCell}"/>`);
  if (links.length > 0) {
    const list = links.map(({ place }, i) => `<hyperlink ref="${place}" r:id="rId${i + 1}"/>`);
    parts.push(`<hyperlinks>${list.join('')}</hyperlinks>`);
  }
  parts.push(
    '<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>',
  );
  parts.push('<pageSetup orientation="landscape" fitToHeight="0"/></worksheet>');
  return { sheet: parts.join(''), links: links.length === 0 ? null : linksXml(links) };
}

function linksXml(links: readonly { readonly target: string }[]): string {
  const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink';
  const list = links.map(
    ({ target }, i) =>
      `<Relationship Id="rId${i + 1}" Type="${type}" Target="${xmlText(target)}" TargetMode="External"/>`,
  );
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join('')}</Relationships>`
  );
}
