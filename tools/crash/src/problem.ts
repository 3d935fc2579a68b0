/** What a check looks at. Two of them have columns of their own in the report. */
export type CheckName =
  | 'ending'
  | 'recovery'
  | 'seals'
  | 'tree'
  | 'repeated'
  | 'chain'
  | 'lost'
  | 'outside'
  | 'second-call'
  | 'refusal';

/** Something that must not be. */
export interface Problem {
  readonly check: CheckName;
  readonly text: string;
}

/** True when the workspace is not what an undisturbed course of events leaves. */
export function isDivergence({ check }: Problem): boolean {
  return check === 'seals' || check === 'tree' || check === 'lost';
}
