import { tokenCounter } from './counter.js';
import { plausibleInput } from './plausible-input.js';

describe('plausibleInput', () => {
  it('stays near our count where the tokenizer is known', () => {
    expect(plausibleInput(tokenCounter('o200k_base'), 500, 2_000)).toEqual({ least: 426, most: 575 });
  });

  it('reaches from a token for twelve bytes to one for each byte where it is not', () => {
    expect(plausibleInput(tokenCounter('unknown'), 900, 2_400)).toEqual({ least: 200, most: 2_450 });
  });
});
