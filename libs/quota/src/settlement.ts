/** What the provider says a call took, tokens; nothing of it is trusted yet. */
export interface ReportedUsage {
  readonly inputTokens: number;
  readonly answerTokens: number;
  readonly totalTokens: number;
}

/** What a call ended like, as far as its price is concerned. */
export type CallEnd =
  /** Refused before any work (400, 401, 403, 404, 429 …), or no connection: nothing was spent. */
  | { readonly kind: 'not-spent' }
  /** An answer came to its end. */
  | { readonly kind: 'answered'; readonly usage: ReportedUsage | null }
  /** 5xx, reset, timeout, cut, stopped by us: nobody knows what was spent. */
  | { readonly kind: 'unknown'; readonly usage: ReportedUsage | null };

/** Our own figures of a call, tokens. */
export interface OwnCounts {
  readonly reservedTokens: number;
  readonly inputTokens: number;
  /** What a provider may truthfully report for what was sent, both ends included. */
  readonly plausibleInput: { readonly least: number; readonly most: number };
  readonly maxAnswerTokens: number;
  /** Of the text that arrived. */
  readonly answerTokens: number;
}

/** How a reservation is closed. */
export type Settlement =
  | { readonly kind: 'release' }
  | {
      readonly kind: 'settle';
      readonly usedTokens: number;
      readonly isEstimated: boolean;
      readonly inputTokens: number | null;
      readonly answerTokens: number | null;
    };

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isInputLowEnough({ inputTokens }: ReportedUsage, own: OwnCounts): boolean {
  return isCount(inputTokens) && inputTokens <= own.plausibleInput.most;
}

function isAnswerPlausible(usage: ReportedUsage, own: OwnCounts): boolean {
  return isCount(usage.answerTokens) && usage.answerTokens <= own.maxAnswerTokens;
}

function isPlausible(usage: ReportedUsage, own: OwnCounts): boolean {
  const isInputPlausible = isInputLowEnough(usage, own) && usage.inputTokens >= own.plausibleInput.least;
  return isInputPlausible && isAnswerPlausible(usage, own) && usage.totalTokens === usage.inputTokens + usage.answerTokens;
}

/**
 * The price of a call (DESIGN.md, accounting rule 3). Unknown is never given back.
 *
 * A plausible report counts as it is. Of another one each part counts that is plausible by itself and larger than our
 * own count. A call whose end nobody knows costs everything that was reserved, marked as an estimate, unless a
 * plausible report came with it.
 */
export function settlementOf(end: CallEnd, own: OwnCounts): Settlement {
  if (end.kind === 'not-spent') {
    return { kind: 'release' };
  }
  if (end.usage !== null && isPlausible(end.usage, own)) {
    const { inputTokens, answerTokens, totalTokens } = end.usage;
    return { kind: 'settle', usedTokens: totalTokens, isEstimated: false, inputTokens, answerTokens };
  }
  if (end.kind === 'unknown') {
    return { kind: 'settle', usedTokens: own.reservedTokens, isEstimated: true, inputTokens: null, answerTokens: null };
  }
  const usage = end.usage ?? { inputTokens: 0, answerTokens: 0, totalTokens: 0 };
  const inputTokens = isInputLowEnough(usage, own) ? Math.max(usage.inputTokens, own.inputTokens) : own.inputTokens;
  const answerTokens = isAnswerPlausible(usage, own) ? Math.max(usage.answerTokens, own.answerTokens) : own.answerTokens;
  return { kind: 'settle', usedTokens: inputTokens + answerTokens, isEstimated: true, inputTokens, answerTokens };
}
