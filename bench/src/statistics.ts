/** The value below which the share `q` (0 to 1) of the values lies: the nearest rank, never between two values. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)];
  if (value === undefined) {
    throw new RangeError('no values');
  }
  return value;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** @returns how long it took, ms */
export async function timed(act: () => Promise<unknown>): Promise<number> {
  const beganMs = performance.now();
  await act();
  return performance.now() - beganMs;
}

/** Time of now, ms since 1970 with fractions: the same in every process of this machine. */
export function preciseNow(): number {
  return performance.timeOrigin + performance.now();
}
