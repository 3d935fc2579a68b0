/** What `retain` thins out. */
export const RETAIN_TARGETS = ['dashboard', 'audit', 'cycle', 'run', 'stop', 'all'] as const;
export type RetainTarget = (typeof RETAIN_TARGETS)[number];
