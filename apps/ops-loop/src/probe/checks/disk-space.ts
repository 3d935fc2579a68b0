import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { failed, passed, type Finding } from '../probe-check.js';
import type { ProbeScene } from '../probe-scene.js';

/** The least that must be free where the loop writes, bytes: 1 GiB. */
export const FREE_BYTES_LEAST = 1_073_741_824;

/** Says whether so much free space is enough. */
export function judgeFreeBytes(free: number): Finding {
  const text = `${(free / FREE_BYTES_LEAST).toFixed(1)} GiB free`;
  return free >= FREE_BYTES_LEAST
    ? passed(text, free, FREE_BYTES_LEAST)
    : failed(`${text}, at least 1 GiB is needed`, free, FREE_BYTES_LEAST);
}

/** There is room on the disk that holds the work folder. */
export function diskSpace({ workFolder }: ProbeScene): Finding {
  let at = workFolder;
  while (!existsSync(at)) at = dirname(at);
  const { bavail, bsize } = statfsSync(at);
  return judgeFreeBytes(bavail * bsize);
}
