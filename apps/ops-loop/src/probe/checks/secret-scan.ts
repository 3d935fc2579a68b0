import { join } from 'node:path';
import { holdsSecret, refusedNames } from '../../guard/environment-names.js';
import { describeNames } from '../../guard/guard.js';
import { failed, passed, type Finding } from '../probe-check.js';
import type { ProbeScene } from '../probe-scene.js';

/** Texts of a run that something is appended to or replaced in. */
const TEXT = /\.(json|ndjson|txt|log)$/;
/** Only the newest part of a long text is read: the older one was when it was new. */
const TAIL_BYTES = 262_144;

function tailOf(files: ProbeScene['files'], path: string): string {
  const bytes = files.readFile(path);
  return Buffer.from(bytes.subarray(Math.max(0, bytes.length - TAIL_BYTES))).toString('utf8');
}

/** Names of the files of the run, of the tick and of the logs that hold what looks like a secret. */
function textsWithSecrets({
  context,
  files,
  workFolder,
  runFolder,
}: ProbeScene): readonly string[] {
  return [runFolder, workFolder, context.places.logs].flatMap((folder) =>
    files
      .list(folder)
      .filter(({ name, kind }) => kind === 'file' && TEXT.test(name))
      .filter(({ name }) => holdsSecret(tailOf(files, join(folder, name))))
      .map(({ name }) => name),
  );
}

/** No secret in the environment and none in the texts of the run. Says names, never what they hold. */
export function secretScan(scene: ProbeScene): Finding {
  const names = refusedNames(scene.context.io.env);
  const texts = textsWithSecrets(scene);
  if (names.length === 0 && texts.length === 0) return passed('no names, no values', 0, 0);
  const found = [...(names.length > 0 ? [describeNames(names)] : []), ...texts];
  return failed(found.join(', '), names.length + texts.length, 0);
}
