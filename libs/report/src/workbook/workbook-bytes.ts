import { stylesXml } from './cell-styles.js';
import { chartParts, quotedName } from './chart-xml.js';
import type { SheetModel } from './sheet-model.js';
import { columnLetters, sheetParts } from './sheet-xml.js';
import { xmlText } from './xml-text.js';
import { zipArchive } from './zip-archive.js';
import type { ArchiveEntry } from './zip-archive.js';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** How a workbook is written. */
export interface WorkbookOptions {
  /** Decimals that prices are shown with; 5 unless stated. Their values are not rounded. */
  readonly digits?: number;
}

/**
 * An xlsx workbook. The same sheets give the same bytes on every machine: parts in a fixed order,
 * document dates of 1980, own archive. Written without a library because each one at hand is
 * asynchronous, asks for `Date` or costs several times as much per sheet.
 * @throws Error for a name that a sheet cannot have, or two of one name.
 */
export function workbookBytes(
  title: string,
  sheets: readonly SheetModel[],
  { digits = 5 }: WorkbookOptions = {},
): Uint8Array {
  assertNames(sheets);
  const parts = sheets.map((model, i) => sheetParts(model, { sheet: i + 1, digits }));
  const entries: ArchiveEntry[] = [
    { path: '[Content_Types].xml', text: contentTypes(sheets) },
    { path: '_rels/.rels', text: packageRelations() },
    { path: 'docProps/core.xml', text: coreProperties(title) },
    { path: 'xl/workbook.xml', text: workbookXml(sheets) },
    { path: 'xl/_rels/workbook.xml.rels', text: workbookRelations(sheets.length) },
    { path: 'xl/styles.xml', text: stylesXml(digits) },
  ];
  parts.forEach(({ sheet, relations: related }, i) => {
    entries.push({ path: `xl/worksheets/sheet${i + 1}.xml`, text: sheet });
    if (related !== null) {
      entries.push({ path: `xl/worksheets/_rels/sheet${i + 1}.xml.rels`, text: related });
    }
  });
  sheets.forEach((model, i) => entries.push(...chartParts(model, i + 1)));
  return zipArchive(entries);
}

function assertNames(sheets: readonly SheetModel[]): void {
  const names = sheets.map(({ name }) => name);
  const bad = names.find(
    (name, i) => !/^[^[\]:*?/\\]{1,31}$/.test(name) || names.indexOf(name) !== i,
  );
  if (bad !== undefined) throw new Error(`a sheet cannot have the name ${bad}`);
}

function contentTypes(models: readonly SheetModel[]): string {
  const part = (path: string, type: string): string =>
    `<Override PartName="/xl/${path}.xml" ContentType="${type}+xml"/>`;
  const sheets = models.flatMap(({ chart }, i) => [
    part(`worksheets/sheet${i + 1}`, `${SHEET_TYPE}.worksheet`),
    ...(chart
      ? [
          part(`drawings/drawing${i + 1}`, 'application/vnd.openxmlformats-officedocument.drawing'),
          part(
            `charts/chart${i + 1}`,
            'application/vnd.openxmlformats-officedocument.drawingml.chart',
          ),
        ]
      : []),
  ]);
  return (
    `${DECLARATION}<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `<Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/>${sheets.join('')}` +
    '<Override PartName="/docProps/core.xml" ' +
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
  );
}

function relations(list: readonly (readonly [type: string, target: string])[]): string {
  const items = list.map(
    ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${type}" Target="${target}"/>`,
  );
  return `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`;
}

function packageRelations(): string {
  return relations([
    [`${OFFICE}/officeDocument`, 'xl/workbook.xml'],
    [`${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
  ]);
}

function workbookRelations(count: number): string {
  return relations([
    ...Array.from(
      { length: count },
      (_, i) => [`${OFFICE}/worksheet`, `worksheets/sheet${i + 1}.xml`] as const,
    ),
    [`${OFFICE}/styles`, 'styles.xml'] as const,
  ]);
}

function coreProperties(title: string): string {
  const time = '<dcterms:TAG xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:TAG>';
  return (
    `${DECLARATION}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" ` +
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" ' +
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `<dc:title>${xmlText(title)}</dc:title><dc:creator>Assay</dc:creator>` +
    `${time.replaceAll('TAG', 'created')}${time.replaceAll('TAG', 'modified')}</cp:coreProperties>`
  );
}

function workbookXml(sheets: readonly SheetModel[]): string {
  const list = sheets.map(
    ({ name }, i) => `<sheet name="${xmlText(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
  );
  const names = sheets.flatMap((sheet, i) => [
    ...(sheet.filter ? [filterName(sheet, i)] : []),
    titlesName(sheet, i),
  ]);
  return (
    `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">` +
    '<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="28800" windowHeight="17000"/></bookViews>' +
    `<sheets>${list.join('')}</sheets><definedNames>${names.join('')}</definedNames></workbook>`
  );
}

/** Spreadsheets keep a filter's range under a hidden name, and miss it when it is not there. */
function filterName({ name, columns, rows }: SheetModel, place: number): string {
  const range = `$A$1:$${columnLetters(columns.length - 1)}$${rows.length + 1}`;
  return (
    `<definedName name="_xlnm._FilterDatabase" localSheetId="${place}" hidden="1">` +
    `${xmlText(`${quotedName(name)}!${range}`)}</definedName>`
  );
}

/** What every printed page repeats: the header, and the columns that stay in sight. */
function titlesName({ name, frozenColumns = 0 }: SheetModel, place: number): string {
  const quoted = quotedName(name);
  const columns = frozenColumns === 0 ? '' : `${quoted}!$A:$${columnLetters(frozenColumns - 1)},`;
  return (
    `<definedName name="_xlnm.Print_Titles" localSheetId="${place}">` +
    `${xmlText(`${columns}${quoted}!$1:$1`)}</definedName>`
  );
}
