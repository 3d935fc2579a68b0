import type { OpsShell } from '../../declare-command.js';

/** Declares the commands of this folder. */
export function declareSupervise(_shell: OpsShell): void {}
