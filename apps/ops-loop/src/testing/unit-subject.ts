import type { UnitSubject } from '../services/unit-subject.js';

/** A subject whose units are the same on every machine. */
export const SUBJECT: UnitSubject = {
  workspaceRoot: '/srv/quant/research',
  opsRoot: '/srv/quant/research/out/ops',
  node: '/usr/bin/node',
  script: '/opt/assay/apps/ops-loop/dist/main.js',
  path: '/usr/bin:/usr/local/bin:/bin',
  home: '/srv/quant',
  writable: [],
};

/** The same below a folder with every sign that a unit or a plist could misread. */
export const HOSTILE_SUBJECT: UnitSubject = {
  ...SUBJECT,
  workspaceRoot: '/srv/quant/a "b" %n $HOME \\ <c> & é',
  opsRoot: '/srv/quant/a "b" %n $HOME \\ <c> & é/out/ops',
};
