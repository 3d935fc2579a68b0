import type { CellFormat } from '../results/trade-list.js';

/** Formats in the order of their styles; a link is a text in another colour. */
const FORMATS: readonly (CellFormat | 'link')[] = [
  'text',
  'integer',
  'money',
  'percent',
  'ratio',
  'price',
  'day',
  'instant',
  'flag',
  'link',
];

/** Number format of each; ids below 164 are built into the file format (49 is text, 0 general). */
const NUMBER_FORMAT: Readonly<Record<CellFormat | 'link', number>> = {
  text: 49,
  integer: 1,
  money: 4,
  percent: 10,
  ratio: 2,
  price: 0,
  day: 164,
  instant: 165,
  flag: 0,
  link: 49,
};

/** Style of a header cell. */
export const HEADER_STYLE = 1;
const FIRST_STYLE = 2;

/** Index of a style: every format has a plain one and one on the shade of even rows. */
export function styleIndex(format: CellFormat | 'link', shaded: boolean): number {
  return FIRST_STYLE + 2 * FORMATS.indexOf(format) + (shaded ? 1 : 0);
}

function cellXf(format: CellFormat | 'link', shaded: boolean): string {
  const font = format === 'link' ? 2 : 0;
  return (
    `<xf numFmtId="${NUMBER_FORMAT[format]}" fontId="${font}" fillId="${shaded ? 3 : 0}" borderId="0" ` +
    'xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/>'
  );
}

function font(extra: string): string {
  return `<font>${extra}<name val="Calibri"/><family val="2"/></font>`;
}

function solid(rgb: string): string {
  return (
    `<fill><patternFill patternType="solid"><fgColor rgb="FF${rgb}"/><bgColor indexed="64"/>` +
    '</patternFill></fill>'
  );
}

/** `xl/styles.xml`: white bold header on blue, a light shade on even rows. */
export function stylesXml(): string {
  const cells = FORMATS.flatMap((format) => [cellXf(format, false), cellXf(format, true)]);
  const header =
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" ' +
    'applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>';
  const plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>';
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>' +
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>' +
    `<fonts count="3">${font('<sz val="11"/>')}` +
    font('<b/><sz val="11"/><color rgb="FFFFFFFF"/>') +
    font('<u/><sz val="11"/><color rgb="FF0563C1"/>') +
    '</fonts><fills count="4"><fill><patternFill patternType="none"/></fill>' +
    `<fill><patternFill patternType="gray125"/></fill>${solid('4472C4')}${solid('DCE6F1')}</fills>` +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
    `<cellXfs count="${cells.length + 2}">${plain}${header}${cells.join('')}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>' +
    '</styleSheet>'
  );
}
