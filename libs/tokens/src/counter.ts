import { get_encoding, type Tiktoken } from 'tiktoken';

/** Tokenizers that we have, and `unknown` for a model whose own we do not have. */
export type TokenizerName = 'o200k_base' | 'cl100k_base' | 'unknown';

/** Counts the tokens of a text. */
export interface TokenCounter {
  /** The counts are those of the model's own tokenizer; if not, they are upper bounds, as they always are for words of hundreds of characters. */
  readonly isExact: boolean;
  /** The most that this model needs for what takes one token in o200k_base, in which the limits of sections are written. */
  readonly answerFactor: number;
  /**
   * @param tokensPerByte of an unknown tokenizer: the most that calls before took for a byte of Japanese text, 0 to 1;
   *   1 while nothing is known. The others count as they are.
   */
  count(text: string, tokensPerByte?: number): number;
  /** The same for a text of ours that stands in many calls: counted once, kept for good. Not for what people type. */
  countFixed(text: string, tokensPerByte?: number): number;
}

/** Tokens of Japanese text a character: o200k_base 0.72–0.77, cl100k_base 1.03–1.08. */
const CL100K_ANSWER_FACTOR = 1.5;

/** An unknown tokenizer that was not made for Japanese takes up to two tokens a character. */
const UNKNOWN_ANSWER_FACTOR = 2.8;

/**
 * Text that the tokenizer takes as one word, in stretches of this many characters: the time of a word grows with the
 * square of its length, and a transcript without a single 、 or 。 would hold up everybody for seconds. Digits are always
 * taken by threes.
 */
const LONG_WORD = /[\p{L}\p{M}]{300}|[^\p{L}\p{M}\p{N}]{300}/gu;

/** Pieces nearly always take more tokens than the whole, seldom fewer: with this for each cut the sum is an upper bound. */
const CUT_TOKENS = 1;

/** Tokens that an unknown model may put around a message, beside those that worst-case.ts counts for each of them. */
const UNKNOWN_FRAME_TOKENS = 12;

/** Kana, kanji of the everyday planes, their punctuation and full-width forms: what a tokenizer's rate is known for. */
const JAPANESE = /[\u3000-\u30ff\u4e00-\u9fff\uff01-\uffee]/gu;

/** UTF-8 bytes of each of them. */
const JAPANESE_BYTES = 3;

const encoders = new Map<string, Tiktoken>();

function encoderOf(name: 'o200k_base' | 'cl100k_base'): Tiktoken {
  const known = encoders.get(name);
  if (known !== undefined) {
    return known;
  }
  const encoder = get_encoding(name);
  encoders.set(name, encoder);
  return encoder;
}

/** UTF-8 bytes of a text. */
export function byteLength(text: string): number {
  return Buffer.byteLength(text);
}

/**
 * The most tokens that a text can take in a tokenizer that we do not have: one for each UTF-8 byte.
 *
 * A byte-level vocabulary never makes more, and one with single characters falls back to bytes for those that it does
 * not know. Japanese text counts at the rate that was seen in calls before; everything else, of which that says nothing,
 * stays at its bytes.
 */
function byteBound(text: string, tokensPerByte: number): number {
  const japaneseBytes = (text.match(JAPANESE)?.length ?? 0) * JAPANESE_BYTES;
  return Math.ceil(japaneseBytes * tokensPerByte) + (byteLength(text) - japaneseBytes) + UNKNOWN_FRAME_TOKENS;
}

/**
 * A counter for the model's tokenizer. The first one of a kind takes about 0.3 s to load; call it at start.
 *
 * Text that looks like a control token of the model is counted as the text it is.
 */
export function tokenCounter(tokenizer: TokenizerName): TokenCounter {
  return tokenizer === 'unknown'
    ? UNKNOWN_COUNTER
    : exactCounter(encoderOf(tokenizer), tokenizer === 'o200k_base' ? 1 : CL100K_ANSWER_FACTOR);
}

function countBytes(text: string, tokensPerByte = 1): number {
  return text === '' ? 0 : byteBound(text, tokensPerByte);
}

const UNKNOWN_COUNTER: TokenCounter = {
  isExact: false,
  answerFactor: UNKNOWN_ANSWER_FACTOR,
  count: countBytes,
  countFixed: countBytes,
};

function cutInLongWords(text: string): string[] {
  const ends = [...text.matchAll(LONG_WORD)].map((stretch) => stretch.index + stretch[0].length);
  return [...ends, text.length].map((end, index) => text.slice(ends[index - 1] ?? 0, end));
}

function exactCounter(encoder: Tiktoken, answerFactor: number): TokenCounter {
  const fixed = new Map<string, number>();
  const countPiece = (text: string) => encoder.encode(text, [], []).length;
  const count = (text: string) => {
    const pieces = cutInLongWords(text);
    return pieces.reduce((sum, piece) => sum + countPiece(piece), (pieces.length - 1) * CUT_TOKENS);
  };
  return {
    isExact: true,
    answerFactor,
    count,
    countFixed: (text) => {
      const tokens = fixed.get(text) ?? count(text);
      fixed.set(text, tokens);
      return tokens;
    },
  };
}
