import type { DirectiveRules } from '@assay/directive';

type Unchangeable<T> = T extends readonly (infer Item)[]
  ? readonly Unchangeable<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Unchangeable<T[Key]> }
    : T;

/** The rule blocks of a directive as a strategy reads them from its signature: nothing to change. */
export type StrategyRules = Unchangeable<DirectiveRules>;
