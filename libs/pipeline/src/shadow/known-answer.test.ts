import { ENGINE_VERSION, simulate, type SimulationInput } from '@assay/engine/v1_0_0';
import { describe, expect, test } from 'vitest';
import { KNOWN_ANSWERS } from './known-answer.js';
import { KNOWN_ANSWER_CASES, knownAnswerInput } from './known-answer-cases.js';
import { knownAnswerDigest } from './known-answer-digest.js';

const INPUTS = KNOWN_ANSWER_CASES.map(knownAnswerInput);
const answerOf = (engine: typeof simulate) => knownAnswerDigest({ simulate: engine }, INPUTS);

/** The engine with something of its input exchanged: what a wrong engine would be. */
const withSpec =
  (change: Partial<SimulationInput['spec']>): typeof simulate =>
  (input) =>
    simulate({ ...input, spec: { ...input.spec, ...change } });

const OTHER_SWAP = {
  swap: { long: -7, short: 2.4, triple_day: 'wednesday', rollover: '22:00', zone: 'UTC' },
} as const;

describe('the known answer', () => {
  test('is what this engine gives', () => {
    expect(answerOf(simulate)).toEqual({ trades: 100, sha256: KNOWN_ANSWERS[ENGINE_VERSION] });
  });

  test('stands on trades of every case, on both sides, with every cost and several ways out', () => {
    for (const input of INPUTS) {
      const { trades } = simulate(input);
      expect(trades.length).toBeGreaterThan(10);
      expect(new Set(trades.map(({ direction }) => direction)).size).toBe(2);
      expect(new Set(trades.map(({ exitReason }) => exitReason)).size).toBeGreaterThan(1);
      expect(trades.every(({ commission, spreadCost }) => commission > 0 && spreadCost > 0)).toBe(
        true,
      );
    }
    const nights = INPUTS.flatMap((input) => simulate(input).trades).filter(({ swap }) => swap);
    expect(nights.length).toBeGreaterThan(5);
  });

  test.each<[string, typeof simulate]>([
    ['charges a smaller spread', withSpec({ spread: 6 })],
    ['charges another swap', withSpec(OTHER_SWAP)],
    ['rounds lots otherwise', withSpec({ lot_step: 0.02, min_lot: 0.02 })],
    ['starts later', (input) => simulate({ ...input, firstBar: input.firstBar + 200 })],
    [
      'is one bit off in one result',
      (input) => {
        const result = simulate(input);
        const trades = result.trades.map((trade, at) => {
          const plain = trade.toJSON?.() ?? trade;
          return at === 0 ? { ...plain, net: plain.net * (1 + Number.EPSILON) } : plain;
        });
        return { ...result, trades };
      },
    ],
    [
      'loses a trade',
      (input) => {
        const result = simulate(input);
        return { ...result, trades: result.trades.slice(1) };
      },
    ],
  ])('is another one when the engine %s', (_what, engine) => {
    expect(answerOf(engine).sha256).not.toBe(KNOWN_ANSWERS[ENGINE_VERSION]);
  });
});
