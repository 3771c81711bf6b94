import { get_encoding, type Tiktoken } from 'tiktoken';

/** Tokenizers that we have, and `unknown` for a model whose own we do not have. */
export type TokenizerName = 'o200k_base' | 'cl100k_base' | 'unknown';

/** Counts the tokens of a text. */
export interface TokenCounter {
  count(text: string): number;
  /** The same for a text of ours that stands in many calls: counted once, kept for good. Not for what people type. */
  countFixed(text: string): number;
}

/**
 * Factor for a model whose tokenizer we do not have, over o200k_base.
 *
 * Japanese text takes 0.72–0.77 tokens a character in o200k_base, 1.03–1.08 in cl100k_base, and at most 2 in the byte
 * level vocabularies of small open models (3 bytes a character, pairs merged). 2.8 times o200k_base is above 2 tokens a
 * character, so that what is reserved is an upper bound for a Japanese document. It is none for scripts that o200k_base
 * packs more tightly than others do: Hindi takes 3.4 times as much in cl100k_base, Georgian 8 times.
 *
 * A report far below our count is not believed when a call is settled (libs/quota), so that of such a model the prompt is
 * charged by our count.
 */
const UNKNOWN_FACTOR = 2.8;

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

/**
 * A counter for the model's tokenizer. The first one of a kind takes about 0.3 s to load; call it at start.
 *
 * Text that looks like a control token of the model is counted as the text it is.
 */
export function tokenCounter(tokenizer: TokenizerName): TokenCounter {
  const encoder = encoderOf(tokenizer === 'unknown' ? 'o200k_base' : tokenizer);
  const factor = tokenizer === 'unknown' ? UNKNOWN_FACTOR : 1;
  const count = (text: string) => Math.ceil(encoder.encode(text, [], []).length * factor);
  const fixed = new Map<string, number>();
  return {
    count,
    countFixed: (text) => {
      const tokens = fixed.get(text) ?? count(text);
      fixed.set(text, tokens);
      return tokens;
    },
  };
}
