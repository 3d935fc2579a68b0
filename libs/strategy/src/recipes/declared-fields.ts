import type { DirectiveRules } from '@assay/directive';

function collect(path: string, value: unknown, into: string[]): void {
  if (value === undefined) return;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    into.push(path);
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    collect(path === '' ? key : `${path}.${key}`, inner, into);
  }
}

/** Every declared field as a dotted path (`execution_rules.stop_loss.type`), sorted; a list counts as one field. */
function declaredFields(rules: DirectiveRules): string[] {
  const paths: string[] = [];
  collect('', rules, paths);
  return paths.sort();
}

/** True when a field is one of the listed fields or lies inside one of them. */
function isCovered(field: string, by: readonly string[]): boolean {
  return by.some((path) => field === path || field.startsWith(`${path}.`));
}

/**
 * Fields whose meaning is the engine's: it interprets them for every strategy alike, or refuses
 * them by name. A recipe may read them too, or refuse a value that it would contradict. All other
 * fields are the strategy's to interpret.
 */
const ENGINE_FIELDS: readonly string[] = [
  'costs',
  'direction',
  'engine',
  'execution',
  'execution_rules.break_even',
  'execution_rules.partial_exits',
  'execution_rules.stop_loss',
  'execution_rules.take_profit',
  'execution_rules.trailing_stop',
  'exit_rules',
  'max_concurrent_positions',
  'position_management',
  'sizing',
  'trade_management.direction_restriction',
  'trade_management.max_concurrent_positions',
  'trade_management.max_trades_per_session',
  'trade_management.trade_counting_mode',
];

/** Blocks that no recipe can carry out, with the reason. */
const BEYOND_RECIPES: Readonly<Record<string, string>> = {
  usd_stress_filter: 'needs the bars of other symbols, which a strategy does not see',
};

/** Declared fields that neither the engine nor one of `used` covers, in sorted order. */
export function uncoveredFields(rules: DirectiveRules, used: readonly string[]): string[] {
  const found = declaredFields(rules)
    .filter((field) => !isCovered(field, ENGINE_FIELDS) && !isCovered(field, used))
    .map((field) => {
      const block = field.split('.', 1)[0] ?? '';
      const reason = BEYOND_RECIPES[block];
      return reason === undefined ? field : `${block} (${reason})`;
    });
  return [...new Set(found)];
}
