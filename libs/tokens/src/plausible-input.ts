import type { TokenCounter } from './counter.js';

/** Tokens, both ends included. */
export interface TokenRange {
  readonly least: number;
  readonly most: number;
}

/** A reported prompt may differ from our count by 5 % and 50 tokens: hidden framing, versions of a tokenizer. */
const TOLERANCE = 1.05;
const MARGIN_TOKENS = 50;

/** The longest tokens that we know take 4 bytes of Japanese on average; three times as long are not believed. */
const MOST_BYTES_PER_TOKEN = 12;

/**
 * What a provider may truthfully report for a prompt.
 *
 * With the model's own tokenizer it is our count; an unknown one may take anything up to a token for each byte.
 *
 * @param inputTokens our count; an upper bound where the tokenizer is unknown
 * @param sentBytes   UTF-8 bytes of everything sent
 */
export function plausibleInput(counter: TokenCounter, inputTokens: number, sentBytes: number): TokenRange {
  return counter.isExact
    ? { least: Math.floor(inputTokens / TOLERANCE) - MARGIN_TOKENS, most: Math.floor(inputTokens * TOLERANCE) + MARGIN_TOKENS }
    : { least: Math.floor(sentBytes / MOST_BYTES_PER_TOKEN), most: Math.max(inputTokens, sentBytes) + MARGIN_TOKENS };
}
