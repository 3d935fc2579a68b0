import { columnLetters } from './sheet-xml.js';
import { headerText } from './sheet-model.js';
import type { SheetChart, SheetModel } from './sheet-model.js';
import { xmlText } from './xml-text.js';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006';
const LINE_COLOURS = ['1F3864', 'ED7D31', '70AD47'];
/** Columns and rows of the sheet that a chart covers. */
const SIZE = { columns: 14, rows: 26 } as const;

/** A part of the archive. */
export interface ChartPart {
  readonly path: string;
  readonly text: string;
}

/** A sheet's name as references write it. */
export function quotedName(name: string): string {
  return `'${name.replaceAll("'", "''")}'`;
}

/** The drawing of a sheet with its chart, and what relates them; none without a chart. */
export function chartParts(model: SheetModel, sheet: number): readonly ChartPart[] {
  const { chart } = model;
  if (!chart) return [];
  const relation = `<Relationship Id="rId1" Type="${OFFICE}/chart" Target="../charts/chart${sheet}.xml"/>`;
  return [
    { path: `xl/drawings/drawing${sheet}.xml`, text: drawingXml(model.columns.length + 1, chart) },
    {
      path: `xl/drawings/_rels/drawing${sheet}.xml.rels`,
      text: `${DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relation}</Relationships>`,
    },
    { path: `xl/charts/chart${sheet}.xml`, text: chartXml(model, chart) },
  ];
}

function anchor(tag: string, column: number, row: number): string {
  return (
    `<xdr:${tag}><xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff>` +
    `<xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:${tag}>`
  );
}

function drawingXml(column: number, { title }: SheetChart): string {
  return (
    `${DECLARATION}<xdr:wsDr xmlns:xdr="${DRAWING}/spreadsheetDrawing" xmlns:a="${DRAWING}/main">` +
    `<xdr:twoCellAnchor>${anchor('from', column, 1)}` +
    anchor('to', column + SIZE.columns, 1 + SIZE.rows) +
    `<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Chart 1" descr="${xmlText(title)}"/>` +
    '<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>' +
    `<a:graphic><a:graphicData uri="${DRAWING}/chart"><c:chart xmlns:c="${DRAWING}/chart" xmlns:r="${OFFICE}" r:id="rId1"/>` +
    '</a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>'
  );
}

function lineXml({ name, columns, rows }: SheetModel, place: number, order: number): string {
  const reference = (at: number, from: number, to: number): string => {
    const letters = columnLetters(at);
    const cells = from === to ? `$${letters}$${from}` : `$${letters}$${from}:$${letters}$${to}`;
    return xmlText(`${quotedName(name)}!${cells}`);
  };
  const last = rows.length + 1;
  const column = columns[place];
  const title = column ? headerText(column) : '';
  return (
    `<c:ser><c:idx val="${order}"/><c:order val="${order}"/><c:tx><c:strRef><c:f>${reference(place, 1, 1)}</c:f>` +
    `<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>${xmlText(title)}</c:v></c:pt></c:strCache></c:strRef></c:tx>` +
    `<c:spPr><a:ln w="19050"><a:solidFill><a:srgbClr val="${LINE_COLOURS[order % 3] ?? ''}"/></a:solidFill></a:ln></c:spPr>` +
    `<c:marker><c:symbol val="none"/></c:marker><c:cat><c:numRef><c:f>${reference(0, 2, last)}</c:f></c:numRef></c:cat>` +
    `<c:val><c:numRef><c:f>${reference(place, 2, last)}</c:f></c:numRef></c:val><c:smooth val="0"/></c:ser>`
  );
}

function axisXml(tag: 'dateAx' | 'valAx', id: number, cross: number): string {
  const isDate = tag === 'dateAx';
  const format = isDate ? 'yyyy\\-mm\\-dd' : '#,##0';
  return (
    `<c:${tag}><c:axId val="${id}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>` +
    `<c:axPos val="${isDate ? 'b' : 'l'}"/>` +
    (isDate
      ? ''
      : '<c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>') +
    `<c:numFmt formatCode="${format}" sourceLinked="0"/><c:majorTickMark val="out"/><c:minorTickMark val="none"/>` +
    `<c:tickLblPos val="low"/><c:crossAx val="${cross}"/><c:crosses val="autoZero"/>` +
    (isDate
      ? '<c:auto val="1"/><c:lblOffset val="100"/><c:baseTimeUnit val="days"/>'
      : '<c:crossBetween val="midCat"/>') +
    `</c:${tag}>`
  );
}

function chartXml(model: SheetModel, { title, columns }: SheetChart): string {
  const lines = columns.map((place, order) => lineXml(model, place, order));
  return (
    `${DECLARATION}<c:chartSpace xmlns:c="${DRAWING}/chart" xmlns:a="${DRAWING}/main" xmlns:r="${OFFICE}">` +
    '<c:roundedCorners val="0"/><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1300" b="1"/></a:pPr>' +
    `<a:r><a:rPr lang="en-GB" sz="1300" b="1"/><a:t>${xmlText(title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>` +
    '<c:autoTitleDeleted val="0"/><c:plotArea><c:layout/><c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>' +
    `${lines.join('')}<c:marker val="1"/><c:axId val="111111111"/><c:axId val="222222222"/></c:lineChart>` +
    axisXml('dateAx', 111_111_111, 222_222_222) +
    axisXml('valAx', 222_222_222, 111_111_111) +
    '</c:plotArea><c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend><c:plotVisOnly val="1"/>' +
    '<c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>'
  );
}
