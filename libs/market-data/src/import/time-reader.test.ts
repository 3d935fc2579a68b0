import { formatInstant } from '@assay/core';
import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { ByteCursor } from '../csv/byte-cursor.js';
import { parseDateFormat, timeLayoutsOf, type TimeLayout } from './date-layout.js';
import { TimeReader } from './time-reader.js';

function read(cell: string, layout = timeLayoutsOf(cell)[0] as TimeLayout) {
  const reader = new TimeReader(layout);
  const cursor = new ByteCursor(Buffer.from(`${cell},7`, 'latin1'), 0);
  const ms = reader.read(cursor);
  return { ms, failed: cursor.failed, rest: cursor.at, offset: reader.offsetMinutes };
}

describe('a time is read by its form', () => {
  test.each([
    ['2014-09-10', '2014-09-10T00:00:00.000Z'],
    ['2014.09.10 11:30', '2014-09-10T11:30:00.000Z'],
    ['2014/9/1 1:30', '2014-09-01T01:30:00.000Z'],
    ['20140910', '2014-09-10T00:00:00.000Z'],
    ['20140910 113059', '2014-09-10T11:30:59.000Z'],
    ['20140910 11:30', '2014-09-10T11:30:00.000Z'],
    ['10.09.2014 11:30:59.250', '2014-09-10T11:30:59.250Z'],
    ['13/09/2014 11:30', '2014-09-13T11:30:00.000Z'],
    ['2014-09-10T11:30:59.1239999', '2014-09-10T11:30:59.123Z'],
    ['1410348659', '2014-09-10T11:30:59.000Z'],
    ['1410348659.5', '2014-09-10T11:30:59.500Z'],
    ['1410348659250', '2014-09-10T11:30:59.250Z'],
    ['1410348659250000', '2014-09-10T11:30:59.250Z'],
    ['1410348659250000000', '2014-09-10T11:30:59.250Z'],
  ])('%s', (cell, expected) => {
    const found = read(cell);
    expect(found.failed).toBe(false);
    expect([formatInstant(found.ms), found.rest]).toEqual([expected, cell.length]);
    expect(found.offset).toBeNaN();
  });

  test.each([
    ['2014-09-10T11:30:00Z', 0],
    ['2014-09-10 11:30:00+00:00', 0],
    ['2014-09-10 11:30 -0530', -330],
    ['10.09.2014 11:30:00.000 GMT+0200', 120],
    ['2014.09.10 11:30 UTC', 0],
  ])('%s states its distance from UTC', (cell, offset) => {
    expect(read(cell)).toMatchObject({ failed: false, offset, rest: cell.length });
  });

  test.each([
    '2014-13-10',
    '2014-02-30',
    '2014-09-10 24:00',
    '2014-09-10 11:60',
    '2014-09-10 11',
    '2014-09-10 11:30 EST',
    '2014-09-10 11:30 ',
    '2014-09-10x',
    '2014-09-10 11:30:',
    '2014-09-10 11:30:10.',
  ])('%s is no time', (cell) => {
    const layout: TimeLayout = { kind: 'date', order: 'ymd', separator: '-' };
    expect(read(cell, layout).failed).toBe(true);
  });

  test('of one form only, except where day and month can be told neither way', () => {
    expect(timeLayoutsOf('01/02/2014')).toHaveLength(2);
    expect(timeLayoutsOf('01.02.2014')).toHaveLength(1);
    for (const cell of ['', 'noon', '12:30', '1.0934', '12345', '2014', '2014-09', '1-2-3']) {
      expect(timeLayoutsOf(cell)).toEqual([]);
    }
  });

  propertyTest.prop([
    fc.date({ min: new Date(0), max: new Date('2199-12-31'), noInvalidDate: true }),
    fc.constantFrom(
      'yyyy-MM-dd',
      'yyyy.MM.dd',
      'yyyyMMdd',
      'dd.MM.yyyy',
      'MM/dd/yyyy',
      'dd/MM/yyyy',
    ),
  ])('declared dates come back whatever their order', (date, form) => {
    const iso = date.toISOString();
    const cell = `${form
      .replace('yyyy', iso.slice(0, 4))
      .replace('MM', iso.slice(5, 7))
      .replace('dd', iso.slice(8, 10))} ${iso.slice(11, 23)}`;
    const layout = parseDateFormat(form) as TimeLayout;
    expect(read(cell, layout).ms).toBe(date.getTime());
  });

  test.each(['', 'yyyy', 'dd-MM.yyyy', 'MM/MM/yyyy', 'epoch', 'hh:mm'])(
    '%j is no date format',
    (text) => {
      expect(parseDateFormat(text)).toBeUndefined();
    },
  );
});
