import { describe, expect, test } from 'vitest';
import { formatKillPlan } from './kill-point.js';
import { planKills, type Killable } from './plan-kills.js';
import { parseTrace } from './trace.js';

const LINES = Array.from({ length: 300 }, (_, index) =>
  index % 30 === 0 ? 'sql COMMIT' : index % 3 === 0 ? `rename runs/f${index}` : `write f${index}`,
);
const STEPS = parseTrace(LINES.map((line, index) => `main ${index + 1} ${line}`).join('\n'));
const SCENARIOS: readonly Killable[] = [
  { name: 'run', steps: STEPS, spanMs: 900, isVariant: false },
  { name: 'reset', steps: STEPS.slice(0, 40), spanMs: 100, isVariant: false },
];

function texts(kills: number | 'all', seed: number): readonly string[] {
  return planKills(SCENARIOS, kills, seed).map(
    ({ scenario, plan }) => `${scenario} ${formatKillPlan(plan)}`,
  );
}

function firsts(kills: number | 'all', seed: number): ReadonlySet<string> {
  return new Set(texts(kills, seed).map((text) => text.split('+')[0] ?? ''));
}

describe('the kills of a campaign', () => {
  test('are as many as were asked for', () => {
    expect(texts(200, 7)).toHaveLength(200);
  });

  test('are partly drawn, instants too, when those that are never left out are as many alone', () => {
    const kills = texts(30, 7);
    expect(kills.length).toBe(new Set(texts(0, 7)).size + 9);
    expect(kills.filter((text) => text.includes(' ms:')).length).toBeGreaterThan(2);
  });

  test('hold both sides of every commit of every scenario, however few were asked for', () => {
    for (const kills of [0, 60] as const) {
      for (const { step } of STEPS.filter(({ name }) => name === 'sql')) {
        expect(firsts(kills, 3)).toContain(`run main:${step}`);
        expect(firsts(kills, 3)).toContain(`run main:${step + 1}`);
      }
      expect(firsts(kills, 3)).toContain('reset main:31');
    }
  });

  test('are every step there is with `all`', () => {
    const all = firsts('all', 7);
    for (const { step, name } of STEPS) {
      expect(all).toContain(`run main:${step}`);
      if (name === 'write') expect(all).toContain(`run main:${step}:torn`);
    }
  });

  test('are also at instants within the span of the command, more of the longer one', () => {
    const instants = texts(400, 7).filter((text) => text.includes(' ms:'));
    const late = instants.filter((text) => Number(/ms:(\d+)/.exec(text)?.[1]) > 900);
    expect(late).toEqual([]);
    const resets = instants.filter((text) => text.startsWith('reset')).length;
    expect(instants.length).toBeGreaterThan(60);
    expect(resets).toBeLessThan(instants.length / 4);
  });

  test('are followed by a second one every now and then, and some by a series', () => {
    const counts = texts(200, 7).map((text) => text.split('+').length);
    expect(counts.filter((count) => count > 1)).toHaveLength(50);
    expect(counts.filter((count) => count === 6)).toHaveLength(10);
  });

  test('are the same for the same seed, and others for another', () => {
    expect(texts(200, 7)).toEqual(texts(200, 7));
    expect(texts(200, 7)).not.toEqual(texts(200, 8));
  });
});
