import type { OpsShell } from '../../declare-command.js';

/** Declares the commands of this folder. */
export function declareHygiene(_shell: OpsShell): void {}
