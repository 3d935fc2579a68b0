import { fc, test as property } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { displayWidth } from './display-width.js';
import { sparkline } from './sparkline.js';

const cases: readonly (readonly [string, readonly number[], number, string])[] = [
  ['a rise', [1, 2, 3, 4, 5, 6, 7, 8], 8, '▁▂▃▄▅▆▇█'],
  ['a fall, thinned out', [8, 7, 6, 5, 4, 3, 2, 1], 4, '█▆▃▁'],
  ['a series shorter than the width', [1, 3], 10, '▁█'],
  ['a flat series', [5, 5, 5], 3, '▅▅▅'],
  ['values that are not finite', [1, Number.NaN, Infinity, 2], 4, '▁█'],
  ['one value', [1], 4, ''],
  ['no room', [1, 2], 0, ''],
];

test.each(cases)('%s is drawn as it looks', (_what, values, width, line) => {
  expect(sparkline(values, width)).toBe(line);
});

property.prop([
  fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 2, maxLength: 500 }),
  fc.integer({ min: 1, max: 80 }),
])('a line never takes more columns than it was given', (values, width) => {
  expect(displayWidth(sparkline(values, width))).toBe(Math.min(width, values.length));
});
