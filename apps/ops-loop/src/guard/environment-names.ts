/** Names that arm something, wherever they come from. */
const ARMING =
  /^(LIVE|RECORD|ARM(ED)?(_LIVE)?|LIVE_(MODE|TRADING|ORDERS?)|RECORD_MODE|(ENABLE_)?(LIVE_)?TRADING(_ENABLED?)?|(EXECUTION|ORDERS?)_ENABLED?|ENABLE_(LIVE|ORDERS?|EXECUTION|TRADING|WITHDRAW).*|WITHDRAW.*|PT_(ARMED|ENABLED?|CONFIRM.*)|.*_(ARM(ED)?|CONFIRM)_LIVE)$/i;

/** Names that hold secrets: whole words of the name, with or without a vendor before them. */
const SECRET =
  /(^|_)(API_?(KEY|SECRET|TOKEN)|SECRET(S|_?KEY|_?TOKEN)?|CLIENT_?SECRET|ACCESS_?(KEY(_?ID)?|TOKEN)|PRIVATE_?KEY|SIGNING_?KEY|[A-Z]*(PASSPHRASE|PASSWORD|PASSWD)|MNEMONIC|SEED_?PHRASE|(AUTH|BEARER|REFRESH|SESSION|ID|GITHUB|GH|NPM|NODE_AUTH|HF|SLACK)_?TOKEN|TOKEN|BEARER|CREDENTIALS?)(_|$)/i;

/** Values that are secrets under any name: private keys and well-known prefixes. Never printed. */
const SECRET_VALUE =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----|(^|[^A-Za-z0-9])(AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,}|sk-[A-Za-z0-9_-]{24,}|xox[abprs]-[A-Za-z0-9-]{10,}|npm_[A-Za-z0-9]{36})/;

/** Values that say no to an arming name. */
const SAYS_NO = new Set([
  '',
  '0',
  'false',
  'no',
  'off',
  'FALSE',
  'NO',
  'OFF',
  'False',
  'No',
  'Off',
]);

/** Why a variable is refused; its value is never part of it. */
export interface RefusedName {
  readonly name: string;
  readonly why: 'arming' | 'secret_name' | 'secret_value';
}

/** Judges one variable; undefined when it may pass. */
export function judgeVariable(name: string, value: string): RefusedName['why'] | undefined {
  if (ARMING.test(name) && !SAYS_NO.has(value)) return 'arming';
  if (value === '') return undefined;
  if (SECRET.test(name)) return 'secret_name';
  return SECRET_VALUE.test(value) ? 'secret_value' : undefined;
}

/** Every variable that must not reach the ops loop, sorted by name. */
export function refusedNames(
  env: Readonly<Record<string, string | undefined>>,
): readonly RefusedName[] {
  return Object.keys(env)
    .sort()
    .flatMap((name) => {
      const why = judgeVariable(name, env[name] ?? '');
      return why === undefined ? [] : [{ name, why }];
    });
}

/** True when a text, such as a line of a log, holds what looks like a secret. */
export function holdsSecret(text: string): boolean {
  return SECRET_VALUE.test(text);
}
