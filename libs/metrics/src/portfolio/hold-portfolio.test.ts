import { MS_PER_DAY } from '@assay/core';
import { expect, test } from 'vitest';
import { SAMPLE_START } from '../testing/sample-run.js';
import { holdPortfolio } from './hold-portfolio.js';

test('before its first day a symbol counts its capital, after its last what it had become', () => {
  const days = (...list: number[]) =>
    Float64Array.from(list, (day) => SAMPLE_START + day * MS_PER_DAY);
  const a = { capital: 100, day: days(0, 2), hold: Float64Array.of(110, 120) };
  const b = { capital: 50, day: days(1, 3), hold: Float64Array.of(40, 45) };
  expect([...holdPortfolio([a, b])]).toEqual([160, 150, 160, 165]);
  expect(holdPortfolio([])).toHaveLength(0);
});
