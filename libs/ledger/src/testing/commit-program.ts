// A process that commits without end until it is killed. Argument: workspace. Each commit admits a
// directive, binds it and publishes a file; after it returned, `ack <seq> <directive>` is printed.
import { nodeFileStore, workspacePaths } from '@assay/workspace';
import { commitStage } from '../commit-stage.js';
import { openLedger } from '../open-ledger.js';
import { recover } from '../recover.js';
import { admitted, artifact, preflight } from './story.js';

const paths = workspacePaths(process.argv[2] ?? '');
const files = nodeFileStore(paths.root);
const clock = { now: () => Date.now() };
const ledger = openLedger({ path: paths.database.absolute, clock, actor: 'writer' });
const recovered = recover({ ledger, files, paths });
process.stdout.write(`recovered ${recovered.problems.length}\n`);
for (let i = ledger.directives().length; ; i += 1) {
  const directive_id = `D${i}`;
  const staged = ['a', 'b'].map((name) => ({
    ...artifact(name, `${directive_id}${name}`),
    staged: `.assay/staging/${directive_id}/${name}`,
    target: `runs/${directive_id}/${name}`,
  }));
  for (const { staged: path, target } of staged) {
    files.stage(paths.at(path).absolute, `${directive_id}${target.at(-1) ?? ''}`, { mode: 0o444 });
  }
  const events = [
    admitted(directive_id),
    ...preflight(['E'], { directive_id, salt: directive_id }),
  ];
  const { seq } = commitStage({ ledger, files, paths, events, staged });
  process.stdout.write(`ack ${seq} ${directive_id}\n`);
}
