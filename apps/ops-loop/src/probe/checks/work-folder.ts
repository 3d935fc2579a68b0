import { join } from 'node:path';
import { formatStamp } from '@assay/core';
import { asideName, clearLeftovers } from '../probe-leftovers.js';
import { failed, passed, type Finding } from '../probe-check.js';
import type { ProbeScene } from '../probe-scene.js';

/** Write, flush, rename and read back: what every record of the loop depends on. Leaves nothing. */
export function workFolder({ context, workFolder: folder, nowMs }: ProbeScene): Finding {
  const files = context.files();
  clearLeftovers(files);
  files.makeFolder(folder);
  const text = `${formatStamp(nowMs)} ${process.pid}\n`;
  const staged = join(folder, `.probe-${process.pid}.tmp`);
  const target = join(folder, `.probe-${process.pid}`);
  files.stage(staged, text);
  files.publish([{ from: staged, to: target }]);
  const read = files.readText(target);
  // Only what was put aside may be removed.
  const aside = join(context.places.root, asideName('written', nowMs));
  files.moveAside(target, aside);
  files.remove(aside);
  return read === text
    ? passed('written, flushed, renamed, read back')
    : failed('what was read is not what was written', read.length, text.length);
}
