import { unzipSync } from 'fflate';
import readExcelFile from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { masterRow } from '../master/master-row.js';
import { sampleModel } from '../testing/sample-model.js';
import { masterWorkbook } from './master-workbook.js';
import { priceDigits } from './price-digits.js';
import { runWorkbook } from './run-workbook.js';
import { safeLink } from './safe-link.js';
import type { SheetModel } from './sheet-model.js';
import { workbookBytes } from './workbook-bytes.js';

type Rows = readonly (readonly unknown[])[];

async function sheetOf(bytes: Uint8Array, name: string): Promise<Rows> {
  const sheets = (await readExcelFile(Buffer.from(bytes))) as unknown as readonly {
    readonly sheet: string;
    readonly data: Rows;
  }[];
  const found = sheets.find(({ sheet }) => sheet === name);
  if (!found) throw new Error(`no sheet ${name}`);
  return found.data;
}

function plainSheet(rows: SheetModel['rows']): SheetModel {
  const columns = [
    { title: 'a', format: 'text' },
    { title: 'b', format: 'ratio' },
  ] as const;
  return { name: 'Plain', columns, rows, filter: false };
}

/** The XML of a part of a workbook. */
function partOf(bytes: Uint8Array, path: string): string {
  return Buffer.from(unzipSync(bytes)[path] ?? []).toString('utf8');
}

describe('what a sheet looks like', () => {
  const bytes = runWorkbook(sampleModel({ trades: 40 }));
  const names = ['Settings', 'Performance Summary', 'Equity', 'Benchmark Analysis'];
  const xmlOf = (name: string): string =>
    partOf(bytes, `xl/worksheets/sheet${names.indexOf(name) + 1}.xml`);

  test.each([
    [0.00001, 5],
    [0.001, 3],
    [0.01, 2],
    [0.25, 2],
    [1, 0],
    [10, 0],
    [0.0000001, 7],
  ])('a price in steps of %d has %i decimals', (tick, digits) => {
    expect(priceDigits(tick)).toBe(digits);
  });

  test('prices are shown with the digits of the instrument', () => {
    const cents = runWorkbook({ ...sampleModel({ trades: 1 }), pointSize: 0.01 });
    expect(partOf(cents, 'xl/styles.xml')).toContain('numFmtId="168" formatCode="0.00"');
    expect(partOf(bytes, 'xl/styles.xml')).toContain('numFmtId="168" formatCode="0.00000"');
  });

  test('a header says in which unit its numbers are, once', async () => {
    const [equity = []] = await sheetOf(bytes, 'Equity');
    expect(equity).toEqual([
      'Day (UTC)',
      'Equity at the close (USD)',
      'Lowest equity (USD)',
      'Drawdown (USD)',
      'Drawdown of the peak (%)',
    ]);
    const [trades = []] = await sheetOf(bytes, 'Trades List');
    expect(trades).toEqual(
      expect.arrayContaining(['entry_timestamp (UTC)', 'net_usd', 'bars_held (bars)']),
    );
  });

  test('every sheet keeps its header in sight, is printed in landscape and repeats the header', () => {
    const sheets = Object.keys(unzipSync(bytes)).filter((path) =>
      path.includes('/worksheets/sheet'),
    );
    expect(sheets.length).toBeGreaterThan(5);
    for (const path of sheets) {
      const xml = partOf(bytes, path);
      expect(xml).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/);
      expect(xml).toMatch(/<pageSetup [^>]*orientation="landscape" fitToWidth="[1-9]/);
    }
    const titles = partOf(bytes, 'xl/workbook.xml').match(/_xlnm\.Print_Titles/g);
    expect(titles).toHaveLength(sheets.length);
  });

  test('what is won and what is lost have bars, and rows a shade that sorting does not move', () => {
    const xml = xmlOf('Equity');
    expect(xml.match(/<cfRule type="dataBar"/g)).toHaveLength(2);
    expect(xml).toContain('<formula>MOD(ROW(),2)=1</formula>');
    const ids = [...xml.matchAll(/x14:id>([^<]+)<|x14:cfRule type="dataBar" id="([^"]+)"/g)];
    expect(new Set(ids.map(([, body, extension]) => body ?? extension)).size).toBe(2);
  });

  test('equity is drawn beside its days; without days there is no chart', () => {
    const chart = partOf(bytes, 'xl/charts/chart3.xml');
    const days = sampleModel({ trades: 40 }).metrics.daily.day.length;
    expect(chart).toContain(`<c:f>'Equity'!$B$2:$B$${days + 1}</c:f>`);
    const none = plainSheet([]);
    expect(Object.keys(unzipSync(workbookBytes('t', [none])))).not.toContain(
      'xl/charts/chart1.xml',
    );
  });

  test.each(['=1+1', '+1', '-1', '@x', '\t=1', '\r=1'])(
    'what begins as %j is a text that stays one when it is edited',
    (text) => {
      const made = workbookBytes('t', [plainSheet([[text, 1]])]);
      const [, , style] = /<c r="(A2)" s="(\d+)" t="inlineStr">/.exec(
        partOf(made, 'xl/worksheets/sheet1.xml'),
      ) ?? ['', '', ''];
      const xfs = [
        ...(partOf(made, 'xl/styles.xml')
          .split('<cellXfs')[1]
          ?.matchAll(/<xf [^>]*>/g) ?? []),
      ];
      expect(xfs[Number(style)]?.[0]).toContain('quotePrefix="1"');
    },
  );
});

describe('links', () => {
  test.each(['a/b.xlsx', 'Name (1).xlsx', 'US500#1/a.xlsx', '100%/a.xlsx'])(
    '%s lies beside the workbook',
    (path) => {
      expect(decodeURIComponent(safeLink(path) ?? '')).toBe(path);
    },
  );

  test.each([
    '../up.xlsx',
    '/etc/passwd',
    'a//b',
    'http://x/y',
    'javascript:alert(1)',
    'a\\b',
    '',
    './a',
    'a/\u202Exslx',
    'a"b',
    `${'x'.repeat(300)}.xlsx`,
  ])('%j is shown, not linked', (path) => {
    expect(safeLink(path)).toBeUndefined();
    const bytes = masterWorkbook([{ row: masterRow(sampleModel()), report: path }]);
    expect(partOf(bytes, 'xl/worksheets/sheet1.xml')).not.toContain('<hyperlink');
  });
});

describe('hostile names', () => {
  test.each([
    ["=cmd|' /C calc'!A0"],
    ['+1+cmd|x'],
    ['-2+3'],
    ['@SUM(1)'],
    ['<img src=x onerror=alert(1)>&"\''],
    ['\u202Eevil\u2066'],
    ['n'.repeat(200)],
  ])('%j as strategy, symbol and reason reads back as it is, and is no formula', async (name) => {
    const model = { ...sampleModel({ trades: 3, exitReason: name }), strategy: name, symbol: name };
    const bytes = runWorkbook(model);
    const settings = await sheetOf(bytes, 'Settings');
    expect(settings.find(([key]) => key === 'Strategy Name')?.[1]).toBe(name);
    expect(settings.find(([key]) => key === 'Symbol')?.[1]).toBe(name);
    const [header = [], first = []] = await sheetOf(bytes, 'Trades List');
    expect(first[header.indexOf('exit_reason')]).toBe(name);
    for (const path of Object.keys(unzipSync(bytes))) {
      if (path.includes('worksheets/')) expect(partOf(bytes, path)).not.toMatch(/<f[ >]/);
    }
  });

  test('control characters become a sign that every reader accepts', async () => {
    const bytes = workbookBytes('t', [plainSheet([['a\u0000b\u001Bc\uD800d', 1]])]);
    expect((await sheetOf(bytes, 'Plain'))[1]).toEqual(['a\uFFFDb\uFFFDc\uFFFDd', 1]);
  });
});
