/** Longest pause between two tries, ms. */
const LONGEST_MS = 60_000;

/** How far a pause may lie off its middle, so that many callers do not come back at once. */
const JITTER = 0.2;

/**
 * Pause before the next try, ms: doubled for each failure, ± 20 %, never shorter than the provider asks for.
 *
 * @param failures     tries that have failed, from 1
 * @param baseMs       pause after the first one
 * @param retryAfterMs what the provider asked for, if it did
 * @param random       0 ≤ random < 1
 */
export function retryDelayMs(failures: number, baseMs: number, retryAfterMs: number | null, random = Math.random()): number {
  const middle = Math.min(LONGEST_MS, baseMs * 2 ** (failures - 1));
  const pause = middle * (1 - JITTER + 2 * JITTER * random);
  return Math.round(Math.max(pause, retryAfterMs ?? 0));
}
