import type { OpsShell } from '../../declare-command.js';

/** Declares the commands of this folder. */
export function declareProbe(_shell: OpsShell): void {}
