import { fc, test as propertyTest } from '@fast-check/vitest';
import { unzipSync } from 'fflate';
import { readXlsx } from 'hucre/xlsx';
import readExcelFile from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { masterRow } from '../master/master-row.js';
import { sampleModel } from '../testing/sample-model.js';
import { masterWorkbook } from './master-workbook.js';
import { runWorkbook, runWorkbookName } from './run-workbook.js';
import type { SheetModel } from './sheet-model.js';
import { columnLetters } from './sheet-xml.js';
import { workbookBytes } from './workbook-bytes.js';
import { crc32, zipArchive } from './zip-archive.js';

interface ReadSheet {
  readonly sheet: string;
  readonly data: readonly (readonly unknown[])[];
}

async function read(bytes: Uint8Array): Promise<readonly ReadSheet[]> {
  return (await readExcelFile(Buffer.from(bytes))) as unknown as readonly ReadSheet[];
}

async function sheetOf(bytes: Uint8Array, name: string): Promise<ReadSheet['data']> {
  const found = (await read(bytes)).find(({ sheet }) => sheet === name);
  if (!found) throw new Error(`no sheet ${name}`);
  return found.data;
}

/** The key in a header cell, before its unit. */
function keyOf(title: unknown): string {
  return String(title).replace(/ \(.*\)$/, '');
}

function plainSheet(rows: SheetModel['rows']): SheetModel {
  return {
    name: 'Plain',
    columns: [
      { title: 'a', format: 'text' },
      { title: 'b', format: 'ratio' },
    ],
    rows,
    filter: false,
  };
}

describe('archives', () => {
  test('the checksum is the one of the standard', () => {
    expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926);
  });

  propertyTest.prop([fc.array(fc.string({ maxLength: 200 }), { maxLength: 5 })])(
    'another reader finds every entry as it was, in order',
    (texts) => {
      const entries = texts.map((text, i) => ({
        path: `folder/${i}.txt`,
        text,
      }));
      const found = unzipSync(zipArchive(entries));
      expect(Object.keys(found)).toEqual(entries.map(({ path }) => path));
      for (const { path, text } of entries) {
        expect(Buffer.from(found[path] ?? []).toString('utf8')).toBe(text);
      }
    },
  );

  test('no date in an archive is later than 1980-01-01', () => {
    const bytes = Buffer.from(zipArchive([{ path: 'a', text: 'a' }]));
    expect(bytes.readUInt16LE(10)).toBe(0);
    expect(bytes.readUInt16LE(12)).toBe(0x0021);
  });
});

describe('sheets', () => {
  test.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [701, 'ZZ'],
    [702, 'AAA'],
  ])('column %i is %s', (index, letters) => {
    expect(columnLetters(index)).toBe(letters);
  });

  test('text that begins as a formula stays text, a number stays a number', async () => {
    const rows = [
      ['=1+1', 1.5],
      ['@cmd', -2],
      ['x <&"> y', null],
    ];
    const bytes = workbookBytes('t', [plainSheet(rows)]);
    expect(await sheetOf(bytes, 'Plain')).toEqual([['a', 'b'], ...rows]);
    const xml = Buffer.from(unzipSync(bytes)['xl/worksheets/sheet1.xml'] ?? []).toString('utf8');
    expect(xml).not.toContain('<f>');
  });

  test('spaces at the ends of a text are kept', async () => {
    const bytes = workbookBytes('t', [plainSheet([['  a ', 1]])]);
    expect((await readXlsx(bytes)).sheets[0]?.rows[1]?.[0]).toBe('  a ');
  });

  propertyTest.prop([fc.string({ unit: 'binary', maxLength: 30 })], { numRuns: 40 })(
    'no text makes a file that readers refuse',
    async (text) => {
      const bytes = workbookBytes(text, [plainSheet([[`x${text}x`, 1]])]);
      const [, row] = await sheetOf(bytes, 'Plain');
      expect(row?.[1]).toBe(1);
    },
  );

  test('a number that is not finite is our bug', () => {
    expect(() => workbookBytes('t', [plainSheet([['a', NaN]])])).toThrow(/NaN/);
  });

  test('a name that a sheet cannot have is our bug', () => {
    const sheet = plainSheet([]);
    expect(() => workbookBytes('t', [{ ...sheet, name: 'a/b' }])).toThrow(/name/);
    expect(() => workbookBytes('t', [sheet, sheet])).toThrow(/name/);
  });
});

describe('the workbook of a run', () => {
  const model = sampleModel({ trades: 250, synthetic: true });
  const bytes = runWorkbook(model);

  test('has the same bytes every time', () => {
    expect(Buffer.from(runWorkbook(sampleModel({ trades: 250, synthetic: true })))).toEqual(
      Buffer.from(bytes),
    );
  });

  test('is named after directive and symbol', () => {
    expect(runWorkbookName(model.directiveId, model.symbol)).toBe(
      'AK_Trade_Report_Range_Breakout_01_EURUSD.xlsx',
    );
  });

  test('reads back in two readers with the same sheets', async () => {
    const names = [
      'Settings',
      'Performance Summary',
      'Equity',
      'Benchmark Analysis',
      'Yearwise Performance',
      'Breakdowns',
      'Rigour',
      'Cost stress',
      'Trades List',
      'Glossary',
    ];
    expect((await read(bytes)).map(({ sheet }) => sheet)).toEqual(names);
    expect((await readXlsx(bytes)).sheets.map(({ name }) => name)).toEqual(names);
  });

  test('says that its data are synthetic', async () => {
    const settings = await sheetOf(bytes, 'Settings');
    expect(settings.find(([key]) => key === 'Data')?.[1]).toMatch(/^SYNTHETIC/);
  });

  test('lists every trade in full precision, times as dates', async () => {
    const [titles = [], ...rows] = await sheetOf(bytes, 'Trades List');
    const header = titles.map(keyOf);
    expect(rows).toHaveLength(250);
    rows.forEach((row, i) => {
      const trade = model.result.trades[i];
      expect(row[header.indexOf('net_usd')]).toBe(trade?.net);
      const entered = row[header.indexOf('entry_timestamp')];
      expect(entered).toBeInstanceOf(Date);
      expect(Math.round((entered as Date).getTime() / 1000) * 1000).toBe(trade?.entryTime);
    });
  });

  test('the summary shows each metric with the same unit in all three columns', async () => {
    const rows = await sheetOf(bytes, 'Performance Summary');
    const net = rows.find(([name]) => name === 'Net profit');
    const { all, long, short } = model.metrics;
    expect(net?.slice(1, 4)).toEqual([
      all.values.net_profit,
      long.values.net_profit,
      short.values.net_profit,
    ]);
    expect(rows.find(([name]) => name === 'Win rate')?.[1]).toBe(all.values.win_rate);
  });

  test('a run without trades has its headers and says what has no value', async () => {
    const none = runWorkbook(sampleModel({ trades: 0 }));
    expect(await sheetOf(none, 'Trades List')).toHaveLength(1);
    const rows = await sheetOf(none, 'Performance Summary');
    expect(rows.find(([name]) => name === 'Profit factor')).toEqual([
      'Profit factor',
      null,
      null,
      null,
      'number',
      'there is no losing trade',
    ]);
  });

  test('an exit reason of the strategy’s own is never a formula', async () => {
    const [titles = [], row = []] = await sheetOf(
      runWorkbook(sampleModel({ trades: 1, exitReason: '=HYPERLINK("x")' })),
      'Trades List',
    );
    expect(row[titles.indexOf('exit_reason')]).toBe('=HYPERLINK("x")');
  });
});

describe('the master sheet as a workbook', () => {
  const rows = ['EURUSD', 'GBPUSD'].map((symbol) => ({
    row: masterRow(sampleModel({ symbol })),
    report: `Range_Breakout_01_${symbol}/AK_Trade_Report_Range_Breakout_01_${symbol}.xlsx`,
  }));
  const bytes = masterWorkbook(rows);

  test('has the same bytes every time', () => {
    expect(Buffer.from(masterWorkbook(rows))).toEqual(Buffer.from(bytes));
  });

  test('shows every cell of a row: days as dates, numbers as numbers', async () => {
    const [titles = [], first = []] = await sheetOf(bytes, 'Master');
    const header = titles.map(keyOf);
    expect(header).toEqual(Object.keys(rows[0]?.row ?? {}));
    const cell = (id: string) => first[header.indexOf(id)];
    expect(cell('test_start')).toEqual(new Date('2023-11-01T00:00:00Z'));
    expect(cell('total_net_profit')).toBe(rows[0]?.row['total_net_profit']);
    expect(cell('IN_PORTFOLIO')).toBe(false);
  });

  test('links each row to its report, and keeps header and filter in sight', () => {
    const files = unzipSync(bytes);
    const textOf = (path: string) => Buffer.from(files[path] ?? []).toString('utf8');
    expect(textOf('xl/worksheets/_rels/sheet1.xml.rels')).toContain(
      'Target="Range_Breakout_01_GBPUSD/AK_Trade_Report_Range_Breakout_01_GBPUSD.xlsx"',
    );
    expect(textOf('xl/worksheets/sheet1.xml')).toMatch(/state="frozen".*<autoFilter ref="A1:/s);
  });

  test('is a sheet with a header when there is no run', async () => {
    expect(await sheetOf(masterWorkbook([]), 'Master')).toHaveLength(1);
  });
});
