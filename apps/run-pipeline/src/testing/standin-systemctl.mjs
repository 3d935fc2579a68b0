#!/usr/bin/env node
// A service manager for tests: what systemctl --user does to units, without running them. What it knows lies
// in $HOME/units-state.json, what it was asked in $HOME/units-asked.log. A file $HOME/refuse-<verb> makes it refuse.
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';

const home = process.env.HOME;
const words = process.argv.slice(2).filter((word) => word !== '--user' && word !== '--no-pager');
const flags = words.filter((word) => word.startsWith('--'));
const [verb, ...units] = words.filter((word) => !word.startsWith('--'));
const stateFile = `${home}/units-state.json`;
const state = existsSync(stateFile) ? JSON.parse(readFileSync(stateFile, 'utf8')) : {};
appendFileSync(`${home}/units-asked.log`, `${words.join(' ')}\n`);

if (existsSync(`${home}/refuse-${verb}`)) {
  process.stderr.write(`Failed to ${verb}: planted refusal\n`);
  process.exit(1);
}
const isThere = (unit) => existsSync(`${home}/.config/systemd/user/${unit}`);
if (verb === 'show') {
  if (units.length === 0) process.stdout.write('Version=252\n');
  for (const unit of units) {
    const known = isThere(unit) || state[unit] !== undefined;
    process.stdout.write(`LoadState=${known ? 'loaded' : 'not-found'}\n`);
    process.stdout.write(`ActiveState=${state[unit] ?? 'inactive'}\n`);
  }
}
for (const unit of units) {
  if (verb === 'start' || (verb === 'enable' && flags.includes('--now'))) {
    if (!isThere(unit)) process.exit(5);
    state[unit] = 'active';
  }
  if (verb === 'stop' || verb === 'disable' || verb === 'reset-failed') delete state[unit];
}
writeFileSync(stateFile, JSON.stringify(state));
