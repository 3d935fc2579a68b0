import type { CellFormat } from '../results/trade-list.js';

/** Every look of a cell: a format, a link, text that must not be edited into a formula, wrapped text. */
export type CellStyle = CellFormat | 'link' | 'guarded';

/** Looks in the order of their styles. */
const STYLES: readonly CellStyle[] = [
  'text',
  'integer',
  'money',
  'percent',
  'ratio',
  'price',
  'rate',
  'day',
  'instant',
  'flag',
  'link',
  'guarded',
];

/** Number format of each; ids below 164 are built into the file format (49 is text, 0 general). */
const NUMBER_FORMAT: Readonly<Record<CellStyle, number>> = {
  text: 49,
  integer: 3,
  money: 166,
  percent: 167,
  ratio: 166,
  price: 168,
  rate: 169,
  day: 164,
  instant: 165,
  flag: 0,
  link: 49,
  guarded: 49,
};

/** Style of the header over text, and over numbers. */
export const TEXT_HEADER_STYLE = 1;
export const NUMBER_HEADER_STYLE = 2;
/** A number in a column of text, unformatted. */
export const PLAIN_NUMBER_STYLE = 3;
const FIRST_STYLE = 4;
/** Place of the light shade of every second row among the differential styles. */
export const BAND_STYLE = 0;

/** Index of a style. */
export function styleIndex(style: CellStyle): number {
  return FIRST_STYLE + STYLES.indexOf(style);
}

function cellXf(style: CellStyle): string {
  const isText = NUMBER_FORMAT[style] === 49;
  // A spreadsheet keeps what begins as a formula a text even when somebody edits the cell.
  const quote = style === 'guarded' ? ' quotePrefix="1"' : '';
  return (
    `<xf numFmtId="${NUMBER_FORMAT[style]}" fontId="${style === 'link' ? 2 : 0}" fillId="0" borderId="0" ` +
    `xfId="0"${quote} applyNumberFormat="1" applyFont="1" applyAlignment="1">` +
    `<alignment ${isText ? 'horizontal="left" vertical="top" wrapText="1" indent="1"' : 'vertical="top"'}/></xf>`
  );
}

function headerXf(side: 'left' | 'right'): string {
  return (
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" ' +
    `applyBorder="1" applyAlignment="1"><alignment horizontal="${side}" vertical="center" wrapText="1"` +
    `${side === 'left' ? ' indent="1"' : ''}/></xf>`
  );
}

function font(extra: string): string {
  return `<font>${extra}<name val="Calibri"/><family val="2"/></font>`;
}

/** Negative numbers are red; thousands are grouped; a price has the digits of its instrument. */
function numberFormats(digits: number): string {
  const price = digits === 0 ? '0' : `0.${'0'.repeat(digits)}`;
  const formats = [
    'yyyy\\-mm\\-dd',
    'yyyy\\-mm\\-dd\\ hh:mm:ss',
    '#,##0.00;[Red]\\-#,##0.00',
    '0.00%;[Red]\\-0.00%',
    price,
    '0.000000',
  ];
  const list = formats.map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${code}"/>`);
  return `<numFmts count="${list.length}">${list.join('')}</numFmts>`;
}

/**
 * `xl/styles.xml`: white bold header on dark blue; `digits` are the decimals of prices. The shade of
 * every second row is conditional, so that it stays in place when rows are sorted.
 */
export function stylesXml(digits: number): string {
  const plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>';
  const number =
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">' +
    '<alignment horizontal="left" vertical="top" indent="1"/></xf>';
  const xfs = [plain, headerXf('left'), headerXf('right'), number, ...STYLES.map(cellXf)];
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    `${numberFormats(digits)}<fonts count="3">${font('<sz val="11"/>')}` +
    font('<b/><sz val="11"/><color rgb="FFFFFFFF"/>') +
    font('<u/><sz val="11"/><color rgb="FF0563C1"/>') +
    '</fonts><fills count="3"><fill><patternFill patternType="none"/></fill>' +
    '<fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid">' +
    '<fgColor rgb="FF1F3864"/><bgColor indexed="64"/></patternFill></fill></fills>' +
    '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>' +
    '<border><left/><right/><top/><bottom style="medium"><color rgb="FF8EA9DB"/></bottom><diagonal/></border>' +
    '</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${xfs.length}">${xfs.join('')}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>' +
    '<dxfs count="1"><dxf><fill><patternFill patternType="solid"><fgColor rgb="FFF2F5FA"/>' +
    '<bgColor rgb="FFF2F5FA"/></patternFill></fill></dxf></dxfs></styleSheet>'
  );
}
