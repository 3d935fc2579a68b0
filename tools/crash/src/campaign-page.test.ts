import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FAULTS } from './faults/fault-table.js';
import { SCENARIOS } from './scenarios.js';

const PAGE = readFileSync(new URL('../../../docs/crash-campaign.md', import.meta.url), 'utf8');

/** A row may spell the first of a family and only the ends of the others. */
function isNamed(name: string): boolean {
  if (PAGE.includes(`\`${name}\``)) return true;
  const rows = PAGE.split('\n').filter((line) => line.startsWith('| `'));
  return rows.some((row) => {
    const [family = ''] = /(?<=^\| `)[a-z]+(?:-[a-z]+)*?(?=-)/.exec(row) ?? [];
    const ends = [...row.matchAll(/`(-[\w-]+)`/g)].map((match) => match[1] ?? '');
    return ends.some((end) => name.startsWith(family) && name.endsWith(end));
  });
}

test.each([...SCENARIOS, ...FAULTS].map(({ name }) => name))(
  'the page of the campaign says what must become of %s',
  (name) => {
    expect(isNamed(name)).toBe(true);
  },
);

test('every scenario and fault has a name of its own', () => {
  const names = [...SCENARIOS, ...FAULTS].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test('a fault that expects a refusal says how it ends, one that heals itself ends with 0', () => {
  for (const { name, expected } of FAULTS) {
    expect(expected.length, name).toBeGreaterThan(0);
    for (const { exit, codes } of expected) {
      if (exit !== 0) expect(codes.length, name).toBeGreaterThan(0);
    }
  }
});

test('what does not exist is not named', () => {
  expect(isNamed('full-moon')).toBe(false);
  expect(isNamed('database-lost')).toBe(false);
});
