/** Tokens that a chat model adds to each message, and before its reply. */
const MESSAGE_OVERHEAD_TOKENS = 4;
const REPLY_PRIMING_TOKENS = 3;

/**
 * The most tokens one call can cost: everything sent plus the longest permitted answer.
 *
 * We reserve this upper bound, never the expected cost, so that the sum of what we have used and what is still in
 * flight can never pass the cap of the contract.
 *
 * @param messageTokens   tokens of each message to be sent, as counted by the model's tokenizer
 * @param schemaTokens    tokens of the answer schema
 * @param maxAnswerTokens the limit we pass to the model, in tokens
 * @returns tokens to reserve; always a positive integer
 * @throws {RangeError} if a count is negative or not an integer, or if the answer limit is zero
 */
export function worstCaseTokens(messageTokens: readonly number[], schemaTokens: number, maxAnswerTokens: number): number {
  if (![...messageTokens, schemaTokens, maxAnswerTokens].every((n) => Number.isSafeInteger(n) && n >= 0)) {
    throw new RangeError('token counts must be non-negative integers');
  }
  if (maxAnswerTokens === 0) {
    throw new RangeError('maxAnswerTokens must be at least 1');
  }
  const sent = messageTokens.reduce((sum, tokens) => sum + tokens + MESSAGE_OVERHEAD_TOKENS, REPLY_PRIMING_TOKENS);
  return sent + schemaTokens + maxAnswerTokens;
}
