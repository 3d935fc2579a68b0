import type { OpsShell } from '../../declare-command.js';

/** Declares the commands of this folder. */
export function declareOrders(_shell: OpsShell): void {}
