import { describe, expect, test } from 'vitest';
import { probeBench } from './testing/probe.js';

const { attempt, probe } = probeBench();

/** Honest uses, each with what the language says of it: the bounds change nothing within them. */
const HONEST: readonly (readonly [string, unknown])[] = [
  ['[3, 1, 2].sort().join()', '1,2,3'],
  ['[3, 1, 2].sort((a, b) => b - a).join()', '3,2,1'],
  ['[1, 2, 3].map((x) => x * 2).join()', '2,4,6'],
  ['[1, , 3].map((x) => x * 2).length', 3],
  ['[1, 2, 3].filter((x) => x > 1).join()', '2,3'],
  ['[1, 2, 3].reduce((a, b) => a + b)', 6],
  ['[1, 2, 3].reduce((a, b) => a + b, 10)', 16],
  ['[1, 2, 3].reduceRight((a, b) => a + "" + b)', '321'],
  ['[1, 2, 3].indexOf(3)', 2],
  ['[1, 2, 3, 1].lastIndexOf(1)', 3],
  ['[1, 2, 3, 1].lastIndexOf(1, 2)', 0],
  ['[NaN].includes(NaN)', true],
  ['[1, 2, 3].fill(0, 1).join()', '1,0,0'],
  ['[1, 2, 3].reverse().join()', '3,2,1'],
  ['[1, 2, 3].slice(-2).join()', '2,3'],
  ['[1, 2, 3].splice(1).join()', '2,3'],
  ['[1, 2, 3].splice(1, 1, 7, 8).join()', '2'],
  ['[1].concat(2, [3, [4]]).length', 4],
  ['[1, [2, [3, [4]]]].flat().length', 3],
  ['[1, [2, [3, [4]]]].flat(Infinity).join()', '1,2,3,4'],
  ['[1, , 2].flat().length', 2],
  ['[1, 2].flatMap((x, i) => [x, [i]]).length', 4],
  ['[1, 2].flatMap((x) => x).join()', '1,2'],
  ['[1, 2].every((x) => x > 0) && [1, 2].some((x) => x > 1)', true],
  ['[2, 1].shift()', 2],
  ['[1].unshift(0)', 2],
  ['[[1, 2], [3]].toString()', '1,2,3'],
  ['Array.from({ length: 3 }, (_, i) => i * i).join()', '0,1,4'],
  ['Array.from("abc").join("-")', 'a-b-c'],
  ['Array.from(new Set([1, 1, 2])).length', 2],
  ['Array.from(Float64Array.of(1, 2), (x) => x + 1).join()', '2,3'],
  ['Array.from({}).length', 0],
  ['Array.prototype.slice.call("abc").join()', 'a,b,c'],
  ['Array.prototype.map.call(Float64Array.of(1, 2), (x) => x * 2).join()', '2,4'],
  ['(function () { return Array.prototype.slice.call(arguments, 1).join(); })(1, 2, 3)', '2,3'],
  ['"a-b-c".split("-").length', 3],
  ['"a-b-c".split("-", 2).join()', 'a,b'],
  ['"a1b2".split(/\\d/).join()', 'a,b,'],
  ['"abc".split().length', 1],
  ['"aXbX".replaceAll("X", "y")', 'ayby'],
  ['"aXb".replace(/x/i, (m) => m + m)', 'aXXb'],
  ['"abcabc".indexOf("c", 3)', 5],
  ['"abcabc".lastIndexOf("b")', 4],
  ['"abc".includes("bc")', true],
  ['"a1b22".match(/\\d+/g).join()', '1,22'],
  ['[..."a1b2".matchAll(/\\d/g)].length', 2],
  ['"abc".search(/c/)', 2],
  ['("x".repeat(5000) + "y").indexOf("y")', 5000],
  ['("x".repeat(5000) + "y").split("x").length', 5001],
  ['String.raw`a\\n${1}`', 'a\\n1'],
  [
    '[10, 9, 1].toSorted().join() + [1, 2].toReversed().join() + [1, 2].with(0, 5).join()',
    '1,10,92,15,2',
  ],
];

describe('within its bounds a built-in', () => {
  test.each(HONEST)('is the language’s: %s', async (expression, value) => {
    expect((await probe(`return ${expression};`)).result).toBe(String(value));
  });
});

test.each([
  ['an array-like', '[].fill.call({ length: 2 ** 40 }, 0)'],
  ['an array that is mostly holes', 'new Array(2 ** 31).indexOf(1)'],
  ['a length behind a getter', '[].indexOf.call({ get length() { return 1; } }, 1)'],
  ['a length of its kin', '[].indexOf.call(Object.create({ length: 2 ** 40 }), 1)'],
  ['a text of 100 MB', '"x".repeat(1e8).split("x")'],
  ['a function', '[].indexOf.call(() => 1, 1)'],
])('beyond them it is refused: %s', async (_what, expression) => {
  expect(await attempt(`return ${expression};`)).toBe('STRATEGY_MEMORY');
});
