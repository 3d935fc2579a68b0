import {
  declareCommand,
  declareGroup,
  MAX_AGE,
  MIN_TICKS,
  runCommand,
  type OpsShell,
} from '../../declare-command.js';

/** Declares the commands about the tree, the documents and the plan. */
export function declareHygiene(shell: OpsShell): void {
  declareBaseline(shell);
  declareTidy(shell);
  declareDocs(shell);
  declareDone(shell);
  declarePlan(shell);
}

function declareBaseline({ program, handle, installation }: OpsShell): void {
  const baseline = declareGroup(program, 'baseline', 'the git tree that everything starts from');
  declareCommand(baseline, 'baseline pin').action(
    handle((io, options) =>
      runCommand(io, 'baseline pin', installation, options, async (context) => {
        const { baselinePin } = await import('./baseline.js');
        return baselinePin(context);
      }),
    ),
  );
}

function declareTidy({ program, handle, installation }: OpsShell): void {
  declareCommand(program, 'tidy')
    .argument('[paths...]', 'with --park: only these, also what people wrote')
    .option('--park', 'move it below out/ops/_scratch; nothing is deleted')
    .action(
      handle((io, paths, options) =>
        runCommand(io, 'tidy', installation, options, async (context) => {
          const { tidy } = await import('./tidy.js');
          return tidy(context, paths, options);
        }),
      ),
    );
}

function declareDone({ program, handle, installation }: OpsShell): void {
  const done = declareGroup(program, 'done', 'the finish lines of the workbook');
  declareCommand(done, 'done check')
    .option('--preflight', 'only the four lines that must be true before automation')
    .option(...MAX_AGE)
    .option(...MIN_TICKS)
    .action(
      handle((io, options) =>
        runCommand(io, 'done check', installation, options, async (context) => {
          const { doneCheck } = await import('./done.js');
          return doneCheck(context, options);
        }),
      ),
    );
  declareCommand(done, 'done pin')
    .option(...MAX_AGE)
    .option(...MIN_TICKS)
    .action(
      handle((io, options) =>
        runCommand(io, 'done pin', installation, options, async (context) => {
          const { donePin } = await import('./done.js');
          return donePin(context);
        }),
      ),
    );
}

function declareDocs({ program, handle, installation }: OpsShell): void {
  const docs = declareGroup(program, 'docs', 'the documents of the tree');
  declareCommand(docs, 'docs paths')
    .option('--all', 'every Markdown file of the tree (default)')
    .option('--changed', 'only files changed since --base')
    .option('--base <commit>', 'what to compare with (default: origin/main)')
    .option('--fix', 'write the slashes of such paths as &#47;')
    .action(
      handle((io, options) =>
        runCommand(io, 'docs paths', installation, options, async (context) => {
          const { docsPaths } = await import('./docs-paths.js');
          return docsPaths(context, options);
        }),
      ),
    );
}

function declarePlan({ program, handle, installation }: OpsShell): void {
  const plan = declareCommand(program, 'plan');
  plan.action(
    handle((io, options) =>
      runCommand(io, 'plan', installation, options, async (context) => {
        const { plan: show } = await import('./plan.js');
        return show(context);
      }),
    ),
  );
  const acts = { open: 'open an item', close: 'close an item', park: 'put an item off' } as const;
  for (const act of ['open', 'close', 'park'] as const) {
    plan
      .command(act)
      .description(acts[act])
      .argument('<item>', 'its name')
      .requiredOption('--reason <text>', 'why: kept with the item')
      .action(
        handle((io, item, options) =>
          // Flags of `plan` are read by `plan`, also when they stand behind its subcommand.
          runCommand(io, 'plan', installation, plan.opts(), async (context) => {
            const { changePlan } = await import('./plan.js');
            return changePlan(context, act, item, options.reason);
          }),
        ),
      );
  }
}
