import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { call } from './testing/sample-host.js';

async function scriptFor(shell: string): Promise<string> {
  return (await call(['completion', shell])).out;
}

/** What bash offers after the words, the last of which is being typed. */
async function bashOffers(...words: string[]): Promise<string[]> {
  const script = `${await scriptFor('bash')}
COMP_WORDS=(sample ${words.map((word) => `'${word}'`).join(' ')})
COMP_CWORD=${words.length}
_sample_complete
printf '%s\\n' "\${COMPREPLY[@]}"
`;
  const run = spawnSync('bash', ['--noprofile', '--norc', '-u', '-c', script], {
    encoding: 'utf8',
  });
  expect(run.stderr).toBe('');
  return run.stdout.split('\n').filter((word) => word !== '');
}

test('bash offers the commands and flags of a tool', async () => {
  const offers = await bashOffers('');
  expect(offers).toEqual(
    expect.arrayContaining(['wait', 'data', 'completion', '--symbols', '--json']),
  );
  expect(offers).not.toContain('$main');
});

test.each([
  [['w'], ['wait']],
  [['data', ''], 'inspect'],
  [['data', 'inspect', '--d'], ['--deep']],
  [['--json', 'data', 'ins'], ['inspect']],
  [['data', 'inspect', '--sym'], []],
  [['--sym'], ['--symbols']],
])('after %j bash offers %j', async (words, expected) => {
  const offers = await bashOffers(...words);
  if (typeof expected === 'string') expect(offers).toContain(expected);
  else expect(offers).toEqual(expected);
});

test('the bash script is clean for bash 3.2: no associative array, no mapfile, no ${x,,}', async () => {
  expect(await scriptFor('bash')).not.toMatch(/declare -A|mapfile|readarray|\$\{\w+,,|\$\{\w+\^\^/);
});

test.each(['bash', 'zsh', 'fish'])('%s accepts the script', async (shell) => {
  const probe = spawnSync(shell, ['-c', 'exit 0']);
  if (probe.error) {
    // Only bash is everywhere; the other shells judge where they are installed.
    expect(shell).not.toBe('bash');
    return;
  }
  const check = spawnSync(shell, ['-n'], { input: await scriptFor(shell), encoding: 'utf8' });
  expect(check).toMatchObject({ status: 0, stderr: '' });
});

test('fish is told each command once, with its summary', async () => {
  const lines = (await scriptFor('fish')).split('\n');
  expect(lines).toContain(
    "complete -c sample -n '__fish_seen_subcommand_from data; and not __fish_seen_subcommand_from inspect' -a inspect -d 'show the quality of a file'",
  );
  expect(lines.filter((line) => line.includes('-l json '))).toEqual([
    "complete -c sample -l json -d 'print exactly one JSON document on stdout'",
  ]);
});
