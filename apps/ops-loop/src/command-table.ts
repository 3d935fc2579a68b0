/** The seven roles of the workbook, by their number. */
export const ROLES = [
  'Planner / Conductor',
  'Safety / Governance',
  'Implementer',
  'Test / CI / Repro',
  'Ops / Release / Orchestrator',
  'Auditor / Evidence',
  'Docs / UX',
] as const;
/** 0 … 6. */
export type Role = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** Sections of the workbook, and what lies beside it. */
export type Section =
  | 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J' | 'K' | 'L' | 'M'
  | 'tick' | 'triage' | 'docs' | 'roles' | 'evidence'; // prettier-ignore

/**
 * What a command does to the world, which decides how its guard and its dry run behave:
 * `look` reads (names that look like secrets are scrubbed with a warning), `pin` writes evidence,
 * `delete` removes (dry by default), `order` does several of these or goes on until it is stopped (dry
 * by default when nobody typed it), `change` alters services or files of people (likewise), `stop` ends
 * things and must always work.
 */
export type Effect = 'look' | 'pin' | 'delete' | 'order' | 'change' | 'stop';

/** One command of the tool. */
export interface OpsCommand {
  readonly section: Section;
  /** Who answers for it. */
  readonly owner: Role;
  /** What the predecessor called it; a dash where it had none. */
  readonly predecessor: string;
  readonly effect: Effect;
  /** The first word of the last line when all went well. */
  readonly token: string;
  /** One line for the help. */
  readonly summary: string;
}

/** Every command, by its words. Help, guard, plan and documents read this table. */
// prettier-ignore
export const OPS_COMMANDS = {
  'baseline pin':       { section: 'A',        owner: 4, predecessor: 'P69',             effect: 'pin',    token: 'REPO_CLEAN_BASELINE_PIN_OK', summary: 'pin the state of the git tree; red when dirty or apart' },
  'done pin':           { section: 'M',        owner: 0, predecessor: 'P83',             effect: 'pin',    token: 'FINAL_DONE_PIN_OK',          summary: 'pin what the finish lines say now' },
  'done check':         { section: 'M',        owner: 0, predecessor: '-',               effect: 'look',   token: 'DONE_CHECK_OK',              summary: 'check every finish line of the workbook' },
  'supervise run':      { section: 'B',        owner: 4, predecessor: 'P78 P81 P84 P87', effect: 'order',  token: 'SUPERVISOR_TICK_OK',         summary: 'tick until stopped, in the foreground' },
  'supervise status':   { section: 'B',        owner: 4, predecessor: 'P88',             effect: 'look',   token: 'SUPERVISOR_STATUS_OK',       summary: 'ask the running supervisor how it is' },
  'supervise stop':     { section: 'B',        owner: 4, predecessor: 'P80',             effect: 'stop',   token: 'SUPERVISOR_STOP_OK',         summary: 'stop the supervisor and wait until it is gone' },
  'supervise smoke':    { section: 'B',        owner: 3, predecessor: 'P88',             effect: 'pin',    token: 'SUPERVISOR_SMOKE_OK',        summary: 'start, two ticks, health, stop' },
  'service render':     { section: 'I',        owner: 4, predecessor: 'P82 P102',        effect: 'look',   token: 'SERVICE_RENDER_OK',          summary: 'print the units of the jobs' },
  'service install':    { section: 'I',        owner: 4, predecessor: 'P82 P102',        effect: 'change', token: 'SERVICE_INSTALL_OK',         summary: 'install and start the units of the jobs' },
  'service uninstall':  { section: 'I',        owner: 4, predecessor: 'P88',             effect: 'stop',   token: 'SERVICE_UNINSTALL_OK',       summary: 'stop the jobs and remove their units' },
  'service status':     { section: 'I',        owner: 4, predecessor: 'P88',             effect: 'look',   token: 'SERVICE_STATUS_OK',          summary: 'show which jobs are loaded' },
  'service kick':       { section: 'I',        owner: 4, predecessor: 'P88',             effect: 'change', token: 'SERVICE_KICK_OK',            summary: 'run a job now' },
  'service logs':       { section: 'I',        owner: 4, predecessor: '-',               effect: 'look',   token: 'SERVICE_LOGS_OK',            summary: 'show what the jobs last printed' },
  'probe':              { section: 'tick',     owner: 3, predecessor: 'P71 P72 P76',     effect: 'look',   token: 'P76_READY',                  summary: 'run every readiness check once; keep nothing' },
  'tick':               { section: 'tick',     owner: 3, predecessor: 'P86',             effect: 'pin',    token: 'P86_GATE_OK',                summary: 'one sealed tick' },
  'health':             { section: 'C',        owner: 4, predecessor: 'P79',             effect: 'look',   token: 'P79_GATE_OK',                summary: 'is the supervisor alive and its last tick fresh and whole' },
  'metrics':            { section: 'C',        owner: 4, predecessor: 'P90',             effect: 'look',   token: 'P90_OK',                     summary: 'counts, ages and alerts as one document' },
  'audit snapshot':     { section: 'D',        owner: 5, predecessor: 'P91 P103',        effect: 'pin',    token: 'P91_AUDIT_SNAPSHOT_OK',      summary: 'pin an audit of the ticks' },
  'audit trigger':      { section: 'D',        owner: 5, predecessor: 'P96 P97',         effect: 'pin',    token: 'P91_KICKSTART_OK',           summary: 'audit now if there are enough fresh ticks' },
  'dashboard snapshot': { section: 'E',        owner: 6, predecessor: 'P93',             effect: 'pin',    token: 'P93_OK',                     summary: 'pin the state as JSON and one HTML page' },
  'dashboard serve':    { section: 'E',        owner: 6, predecessor: '-',               effect: 'look',   token: 'P93_SERVE_OK',               summary: 'show the same page live, on loopback only' },
  'retain dashboard':   { section: 'E',        owner: 5, predecessor: 'P94',             effect: 'delete', token: 'P94_RETENTION_OK',           summary: 'thin out old dashboard snapshots' },
  'retain audit':       { section: 'F',        owner: 5, predecessor: 'P92',             effect: 'delete', token: 'P92_RETENTION_OK',           summary: 'thin out old audit snapshots' },
  'retain cycle':       { section: 'F',        owner: 5, predecessor: '-',               effect: 'delete', token: 'CYCLE_RETENTION_OK',         summary: 'thin out old cycles' },
  'retain run':         { section: 'F',        owner: 5, predecessor: '-',               effect: 'delete', token: 'RUN_RETENTION_OK',           summary: 'thin out old ticks and runs' },
  'retain stop':        { section: 'F',        owner: 5, predecessor: '-',               effect: 'delete', token: 'STOP_RETENTION_OK',          summary: 'thin out old stop packs' },
  'retain all':         { section: 'F',        owner: 5, predecessor: '-',               effect: 'delete', token: 'RETENTION_OK',               summary: 'all of these' },
  'greenlight':         { section: 'G',        owner: 1, predecessor: 'P95',             effect: 'look',   token: 'P95_GATE_OK',                summary: 'the one answer: is all well, now and on record' },
  'cycle':              { section: 'H',        owner: 4, predecessor: 'P98 P99',         effect: 'order',  token: 'P99_OK',                     summary: 'gates, snapshots, green light and retention, once' },
  'guard':              { section: 'I',        owner: 1, predecessor: 'P99 guarded',     effect: 'order',  token: 'GUARD_OK',                   summary: 'say what the guard sees; `guard cycle`: then a cycle' },
  'soak':               { section: 'J',        owner: 3, predecessor: 'P104',            effect: 'order',  token: 'SOAK_OK',                    summary: 'watch for hours; warn, snapshot, stop' },
  'stop':               { section: 'K',        owner: 1, predecessor: 'P101',            effect: 'stop',   token: 'P101_STOP_OK',               summary: 'stop everything, prove it, pin it' },
  'archive':            { section: 'K',        owner: 5, predecessor: 'post-stop pack',  effect: 'pin',    token: 'ARCHIVE_OK',                 summary: 'copy a run with its evidence to a safe place' },
  'tidy':               { section: 'L',        owner: 2, predecessor: 'manual',          effect: 'change', token: 'TIDY_OK',                    summary: 'park what lies about under out/ops/_scratch' },
  'doctor':             { section: 'triage',   owner: 6, predecessor: 'table',           effect: 'look',   token: 'DOCTOR_OK',                  summary: 'symptoms, their causes, the command to run' },
  'docs paths':         { section: 'docs',     owner: 6, predecessor: 'token gate',      effect: 'look',   token: 'DOCS_PATHS_OK',              summary: 'find paths in documents that do not exist' },
  'plan':               { section: 'roles',    owner: 0, predecessor: 'agents 0 to 6',   effect: 'look',   token: 'PLAN_OK',                    summary: 'every step A to M with owner, pass rule and evidence' },
  'evidence seal':      { section: 'evidence', owner: 5, predecessor: 'P118',            effect: 'pin',    token: 'EVIDENCE_SEAL_OK',           summary: 'seal a folder as evidence' },
  'evidence verify':    { section: 'evidence', owner: 5, predecessor: 'P118',            effect: 'look',   token: 'EVIDENCE_VERIFY_OK',         summary: 'check bags, bundles, pins and their log' },
  'evidence log':       { section: 'evidence', owner: 5, predecessor: '-',               effect: 'look',   token: 'EVIDENCE_LOG_OK',            summary: 'list the pins' },
  'key init':           { section: 'evidence', owner: 5, predecessor: '-',               effect: 'change', token: 'KEY_INIT_OK',                summary: 'make the key that pins are signed with' },
} as const satisfies Readonly<Record<string, OpsCommand>>;

export type OpsCommandName = keyof typeof OPS_COMMANDS;

/** What the table says about a command. */
export function opsCommandOf(name: OpsCommandName): OpsCommand {
  return OPS_COMMANDS[name];
}
