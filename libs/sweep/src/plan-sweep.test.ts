import { fc, test as property } from '@fast-check/vitest';
import { EMPTY_HEAD } from '@assay/ledger';
import { describe, expect, test } from 'vitest';
import { finding, type Finding, type Repair } from './finding.js';
import { isEmptyPlan, planSweep } from './plan-sweep.js';

function asking(...repairs: readonly Repair[]): Finding {
  return finding('leftover', 'LEFTOVER', {
    subject: 's',
    path: 'p',
    message: 'm',
    found: 'f',
    expected: 'e',
    repairs,
  });
}

const quarantine = (path: string): Repair => ({ do: 'quarantine', path });
const retire = (row: number): Repair => ({
  do: 'retire',
  row: { directive_id: 'D', symbol: `S${row}`, run_id: 'r', row, from: 'current' },
});

describe('a plan', () => {
  test('does once what several findings ask for', () => {
    const sheet: Repair = { do: 'rebuild', view: 'sheet' };
    const plan = planSweep(
      [
        asking(quarantine('a'), sheet),
        asking(quarantine('a'), retire(2), sheet),
        asking(retire(2)),
      ],
      EMPTY_HEAD,
    );
    expect(plan).toMatchObject({ quarantine: ['a'], rebuild: [{ view: 'sheet' }] });
    expect(plan.retire.map(({ row }) => row)).toEqual([2]);
  });

  test('moves a folder as a whole, not also what lies in it; a name that only begins alike is another', () => {
    const plan = planSweep(
      [asking(quarantine('runs/a/x'), quarantine('runs/a'), quarantine('runs/ab'))],
      EMPTY_HEAD,
    );
    expect(plan.quarantine).toEqual(['runs/a', 'runs/ab']);
  });

  test('without findings is empty', () => {
    expect(isEmptyPlan(planSweep([], EMPTY_HEAD))).toBe(true);
    expect(isEmptyPlan(planSweep([asking(retire(1))], EMPTY_HEAD))).toBe(false);
  });

  test('of another log is another plan', () => {
    const found = [asking(retire(1))];
    const other = planSweep(found, { seq: 1, hash: 'a'.repeat(64) });
    expect(planSweep(found, EMPTY_HEAD).hash).not.toBe(other.hash);
  });
});

const repair = fc.oneof(
  fc.stringMatching(/^[ab](\/[ab]){0,3}$/).map(quarantine),
  fc.integer({ min: 1, max: 5 }).map(retire),
  fc.constantFrom('D', 'E').map((directive_id): Repair => ({
    do: 'rebuild',
    view: 'directive',
    directive_id,
  })),
);

property.prop([fc.array(repair), fc.func(fc.integer())])(
  'the order of findings does not matter, and no moved path lies in another',
  (repairs, order) => {
    const shuffled = [...repairs].sort((a, b) => order(a) - order(b));
    const plan = planSweep(
      repairs.map((one) => asking(one)),
      EMPTY_HEAD,
    );
    expect(
      planSweep(
        shuffled.map((one) => asking(one)),
        EMPTY_HEAD,
      ),
    ).toEqual(plan);
    for (const path of plan.quarantine) {
      expect(plan.quarantine.filter((other) => path.startsWith(`${other}/`))).toEqual([]);
    }
    for (const one of repairs) {
      if (one.do !== 'quarantine') continue;
      const covering = plan.quarantine.filter(
        (p) => p === one.path || one.path.startsWith(`${p}/`),
      );
      expect(covering).toHaveLength(1);
    }
  },
);
