import { BAND_STYLE } from './cell-styles.js';
import type { SheetColumn } from './sheet-model.js';

const X14 = 'http://schemas.microsoft.com/office/spreadsheetml/2009/9/main';
const XM = 'http://schemas.microsoft.com/office/excel/2006/main';
const COLOURS = { gain: 'FFB7DFC0', loss: 'FFF8CFB0', negative: 'FFF9C6C6', axis: 'FF7F7F7F' };

/** The two places where a sheet says what it colours: in its body, and in the extensions at its end. */
export interface ConditionalParts {
  readonly body: string;
  readonly extension: string;
}

interface BarRule {
  readonly id: string;
  readonly range: string;
  readonly kind: 'gain' | 'loss';
}

function barXml({ id, range, kind }: BarRule, priority: number): string {
  return (
    `<conditionalFormatting sqref="${range}"><cfRule type="dataBar" priority="${priority}"><dataBar>` +
    `<cfvo type="min"/><cfvo type="max"/><color rgb="${COLOURS[kind]}"/></dataBar>` +
    `<extLst><ext uri="{B025F937-C7B1-47D3-B67F-A62EFF666E3E}" xmlns:x14="${X14}">` +
    `<x14:id>${id}</x14:id></ext></extLst></cfRule></conditionalFormatting>`
  );
}

/** What the first form of bars cannot say: they begin at zero, and go to the left in red below it. */
function barExtension({ id, range, kind }: BarRule): string {
  return (
    `<x14:conditionalFormatting xmlns:xm="${XM}"><x14:cfRule type="dataBar" id="${id}">` +
    '<x14:dataBar minLength="0" maxLength="100" gradient="0" axisPosition="automatic">' +
    `<x14:cfvo type="autoMin"/><x14:cfvo type="autoMax"/><x14:fillColor rgb="${COLOURS[kind]}"/>` +
    `<x14:negativeFillColor rgb="${COLOURS[kind === 'gain' ? 'negative' : 'loss']}"/>` +
    `<x14:axisColor rgb="${COLOURS.axis}"/></x14:dataBar></x14:cfRule>` +
    `<xm:sqref>${range}</xm:sqref></x14:conditionalFormatting>`
  );
}

function ruleId(sheet: number, place: number): string {
  const hex = (value: number, length: number): string =>
    value.toString(16).toUpperCase().padStart(length, '0');
  return `{A55A7000-0000-4000-8000-${hex(sheet, 4)}${hex(place, 8)}}`;
}

/** A shade on every second row, and bars in the columns that ask for them; nothing without rows. */
export function conditionalParts(
  columns: readonly SheetColumn[],
  letters: readonly string[],
  lastRow: number,
  sheet: number,
): ConditionalParts {
  if (lastRow < 2 || columns.length === 0) return { body: '', extension: '' };
  const rules = columns.flatMap(({ bars }, place): BarRule[] => {
    const at = letters[place] ?? '';
    return bars ? [{ id: ruleId(sheet, place), range: `${at}2:${at}${lastRow}`, kind: bars }] : [];
  });
  const band =
    `<conditionalFormatting sqref="A2:${letters.at(-1) ?? 'A'}${lastRow}">` +
    `<cfRule type="expression" dxfId="${BAND_STYLE}" priority="${rules.length + 1}">` +
    '<formula>MOD(ROW(),2)=1</formula></cfRule></conditionalFormatting>';
  const body = rules.map((rule, i) => barXml(rule, i + 1)).join('') + band;
  if (rules.length === 0) return { body, extension: '' };
  const extension =
    `<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}" xmlns:x14="${X14}">` +
    `<x14:conditionalFormattings>${rules.map(barExtension).join('')}` +
    '</x14:conditionalFormattings></ext></extLst>';
  return { body, extension };
}
