/** Above the length that all but one in twenty answers had, so that few are cut, and a growing need is seen. */
const MARGIN = 1.25;

/** Limits go in steps, so that the price of a form does not change with every call. */
const STEP_TOKENS = 50;

/**
 * The limit of an answer, tokens: what calls before this one needed, and never more than the sections' own limits.
 *
 * A cut answer counts as long as its limit was; the margin lets the limit grow by a quarter when more than one in twenty
 * are cut.
 *
 * @param mostTokens what the sections may take by their own limits
 * @param mostShare  the share of that which 19 of 20 answers stayed below; null: not known yet
 * @returns at least 1, at most `mostTokens`
 */
export function answerLimit(mostTokens: number, mostShare: number | null): number {
  if (mostShare === null) {
    return mostTokens;
  }
  const needed = Math.ceil((mostTokens * mostShare * MARGIN) / STEP_TOKENS) * STEP_TOKENS;
  return Math.min(mostTokens, Math.max(1, needed));
}
