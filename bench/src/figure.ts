/** What a measured number may be at most, or must be at least. */
interface Goal {
  readonly kind: 'at most' | 'at least' | 'exactly';
  readonly value: number;
}

/** One figure as it was measured, beside what nothing can be faster than in the same run. */
export interface Figure {
  readonly name: string;
  readonly unit: 'ms' | 's' | 'kB' | 'MB' | 'calls' | 'ratio';
  readonly goal: Goal;
  /** The median of the runs, or the quantile of all samples that the name says. */
  readonly ours: number;
  /** The same work without our product around it; null where there is no such thing. */
  readonly floor: { readonly name: string; readonly value: number } | null;
  /** The number of each run, in order: shows how far they lie apart. */
  readonly runs: readonly number[];
}

/** Measures one or more figures. */
export interface Bench {
  readonly name: string;
  measure(): Promise<readonly Figure[]>;
}

export function isMet({ goal, ours }: Figure): boolean {
  if (goal.kind === 'exactly') {
    return ours === goal.value;
  }
  return goal.kind === 'at most' ? ours <= goal.value : ours >= goal.value;
}
