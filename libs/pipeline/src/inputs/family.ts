import type { DirectiveModel } from '@assay/directive';

/** What a directive's trials are counted by: the family it names, or its strategy. */
export function familyOf(model: Pick<DirectiveModel, 'labels' | 'strategy'>): string {
  return model.labels.family ?? model.strategy;
}
