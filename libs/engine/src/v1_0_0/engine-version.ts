/** Name of this version: its folder, and what a directive's `engine` pin says. */
export const ENGINE_VERSION = 'v1_0_0';
