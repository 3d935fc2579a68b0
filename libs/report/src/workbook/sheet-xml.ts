import { MS_PER_DAY } from '@assay/core';
import {
  NUMBER_HEADER_STYLE,
  PLAIN_NUMBER_STYLE,
  TEXT_HEADER_STYLE,
  styleIndex,
} from './cell-styles.js';
import { columnWidth } from './column-width.js';
import { conditionalParts } from './conditional-xml.js';
import { safeLink } from './safe-link.js';
import { formattedCell, headerText } from './sheet-model.js';
import type { FormattedCell, SheetModel } from './sheet-model.js';
import { xmlText } from './xml-text.js';

/** Days from 1899-12-30, the day zero of spreadsheets, to 1970-01-01. */
const EPOCH_SERIAL = 25_569;
/** A cell holds no more characters. */
const CELL_TEXT_MAX = 32_767;
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** How a sheet of a workbook is written. */
export interface SheetPlace {
  /** Number of the sheet in the workbook, from 1. */
  readonly sheet: number;
  /** Decimals of prices. */
  readonly digits: number;
}

/** A sheet's two parts; `relations` is null when nothing is linked and no chart drawn. */
export interface SheetParts {
  readonly sheet: string;
  readonly relations: string | null;
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

function cellXml(place: string, { value, format }: FormattedCell, isLink: boolean): string {
  if (value === null) return '';
  if (typeof value === 'boolean') {
    return `<c r="${place}" s="${styleIndex(format)}" t="b"><v>${value ? 1 : 0}</v></c>`;
  }
  if (typeof value === 'string') {
    const look = isLink ? 'link' : /^[=+\-@\t\r\n]/.test(value) ? 'guarded' : 'text';
    return textCell(place, styleIndex(look), value);
  }
  if (!Number.isFinite(value)) throw new Error(`${value} cannot stand in a sheet`);
  const isTime = format === 'day' || format === 'instant';
  const number = isTime ? value / MS_PER_DAY + EPOCH_SERIAL : value;
  // A number without a number format of its own must not look like text.
  const shown = format === 'text' ? PLAIN_NUMBER_STYLE : styleIndex(format);
  return `<c r="${place}" s="${shown}"><v>${number}</v></c>`;
}

/** Characters in a row that are still legible on one landscape page; wider sheets take more pages. */
const PRINTED_WIDTH = 170;

function paneXml(columns: number): string {
  const top = `${columnLetters(columns)}2`;
  const [split, pane] =
    columns === 0 ? ['', 'bottomLeft'] : [`xSplit="${columns}" `, 'bottomRight'];
  return (
    `<pane ${split}ySplit="1" topLeftCell="${top}" activePane="${pane}" state="frozen"/>` +
    `<selection pane="${pane}" activeCell="${top}" sqref="${top}"/>`
  );
}

function headXml(widths: readonly number[], lastCell: string, frozen: number): string {
  const cols = widths.map((width, place) => {
    const at = place + 1;
    return `<col min="${at}" max="${at}" width="${width}" customWidth="1"/>`;
  });
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ' +
    `xmlns:r="${RELATION}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>` +
    `<dimension ref="A1:${lastCell}"/>` +
    `<sheetViews><sheetView showGridLines="0" workbookViewId="0">${paneXml(frozen)}</sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="15"/><cols>${cols.join('')}</cols>`
  );
}

/** Landscape on A4, as many pages wide as stay legible, name and page number at the foot. */
function printXml(widths: readonly number[]): string {
  const pages = Math.ceil(widths.reduce((sum, width) => sum + width, 0) / PRINTED_WIDTH);
  return (
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>' +
    `<pageSetup paperSize="9" orientation="landscape" fitToWidth="${Math.max(1, pages)}" fitToHeight="0"/>` +
    '<headerFooter><oddFooter>&amp;L&amp;F&amp;C&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>'
  );
}

/** The header's row, high enough for two lines where a title needs them. */
function headerRowXml(
  { columns }: SheetModel,
  letters: readonly string[],
  widths: readonly number[],
): string {
  const isHigh = columns.some((column, i) => headerText(column).length > (widths[i] ?? 0) - 1);
  const cells = columns.map((column, place) => {
    const style = column.format === 'text' ? TEXT_HEADER_STYLE : NUMBER_HEADER_STYLE;
    return textCell(`${letters[place] ?? ''}1`, style, headerText(column));
  });
  return `<row r="1" ht="${isHigh ? 32 : 20}" customHeight="1">${cells.join('')}</row>`;
}

/** Renders a sheet. */
export function sheetParts(model: SheetModel, { sheet, digits }: SheetPlace): SheetParts {
  const { columns, rows, chart } = model;
  const letters = columns.map((_, place) => columnLetters(place));
  const lastRow = rows.length + 1;
  const lastCell = `${letters.at(-1) ?? 'A'}${lastRow}`;
  const widths = columns.map((column, place) => columnWidth(column, place, model, digits));
  const parts = [headXml(widths, lastCell, model.frozenColumns ?? 0), '<sheetData>'];
  parts.push(headerRowXml(model, letters, widths));
  const links: { readonly place: string; readonly target: string }[] = [];
  rows.forEach((row, index) => {
    const at = index + 2;
    parts.push(`<row r="${at}">`);
    columns.forEach((column, place) => {
      const cell = formattedCell(row[place] ?? null, column);
      const reference = `${letters[place] ?? ''}${at}`;
      const target = cell.link === undefined ? undefined : safeLink(cell.link);
      parts.push(cellXml(reference, cell, target !== undefined));
      if (target !== undefined) links.push({ place: reference, target });
    });
    parts.push('</row>');
  });
  parts.push('</sheetData>');
  if (model.filter) parts.push(`<autoFilter ref="A1:${lastCell}"/>`);
  const colours = conditionalParts(columns, letters, lastRow, sheet);
  parts.push(colours.body);
  if (links.length > 0) {
    const list = links.map(({ place }, i) => `<hyperlink ref="${place}" r:id="rId${i + 1}"/>`);
    parts.push(`<hyperlinks>${list.join('')}</hyperlinks>`);
  }
  parts.push(printXml(widths));
  if (chart) parts.push(`<drawing r:id="rId${links.length + 1}"/>`);
  parts.push(`${colours.extension}</worksheet>`);
  const relations = [
    ...links.map(
      ({ target }) =>
        `Type="${RELATION}/hyperlink" Target="${xmlText(target)}" TargetMode="External"`,
    ),
    ...(chart ? [`Type="${RELATION}/drawing" Target="../drawings/drawing${sheet}.xml"`] : []),
  ];
  return {
    sheet: parts.join(''),
    relations: relations.length === 0 ? null : relationsXml(relations),
  };
}

function relationsXml(relations: readonly string[]): string {
  const list = relations.map((words, i) => `<Relationship Id="rId${i + 1}" ${words}/>`);
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.join('')}</Relationships>`
  );
}
