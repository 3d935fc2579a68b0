import { Option } from '@assay/cli';
import { declareCommand, declareGroup, runCommand, type OpsShell } from '../../declare-command.js';
import { EVIDENCE_CLASSES } from '../../evidence/evidence-class.js';
import { declareRetain } from './declare-retain.js';

/** Declares the commands that seal, verify, list, archive and thin out evidence. */
export function declareEvidence(shell: OpsShell): void {
  const { program } = shell;
  const evidence = declareGroup(program, 'evidence', 'seal and verify evidence, list pins');
  declareSeal(shell, evidence);
  declareVerify(shell, evidence);
  declareLog(shell, evidence);
  declareKey(shell);
  declareArchive(shell);
  declareRetain(shell);
}

type Group = ReturnType<typeof declareGroup>;

function declareSeal({ handle, installation }: OpsShell, group: Group): void {
  declareCommand(group, 'evidence seal')
    .argument('<dir>', 'folder whose files are sealed')
    .addOption(
      new Option('--class <class>', 'class of the evidence')
        .choices(EVIDENCE_CLASSES)
        .makeOptionMandatory(),
    )
    .action(
      handle((io, folder, options) =>
        runCommand(io, 'evidence seal', installation, options, async (context) => {
          const { sealFolder } = await import('./seal.js');
          return sealFolder(context, folder, options.class);
        }),
      ),
    );
}

function declareVerify({ handle, installation }: OpsShell, group: Group): void {
  declareCommand(group, 'evidence verify')
    .argument('[path]', 'a bag, bundle or pin; or all', 'all')
    .option('--fresh', 'what is too old to judge by is an error')
    .action(
      handle((io, path, options) =>
        runCommand(io, 'evidence verify', installation, options, async (context) => {
          const { verify } = await import('./verify.js');
          return verify(context, path, options.fresh === true);
        }),
      ),
    );
}

function declareLog({ handle, installation }: OpsShell, group: Group): void {
  declareCommand(group, 'evidence log')
    .addOption(new Option('--class <class>', 'only of this class').choices(EVIDENCE_CLASSES))
    .option('--last <n>', 'so many of the newest lines (default 20; 0: all)')
    .action(
      handle((io, options) =>
        runCommand(io, 'evidence log', installation, options, async (context) => {
          const { log } = await import('./log.js');
          return log(context, options);
        }),
      ),
    );
}

function declareKey({ program, handle, installation }: OpsShell): void {
  const key = declareGroup(program, 'key', 'the key that pins are signed with');
  declareCommand(key, 'key init').action(
    handle((io, options) =>
      runCommand(io, 'key init', installation, options, async (context) => {
        const { keyInit } = await import('./key-init.js');
        return keyInit(context);
      }),
    ),
  );
}

function declareArchive({ program, handle, installation }: OpsShell): void {
  declareCommand(program, 'archive')
    .argument('<run>', 'name or path of a run folder')
    .requiredOption(
      '--to <dir>',
      'a new or empty folder, outside of the workspace and not temporary',
    )
    .action(
      handle((io, run, options) =>
        runCommand(io, 'archive', installation, options, async (context) => {
          const { archive } = await import('./archive.js');
          return archive(context, run, options.to);
        }),
      ),
    );
}
