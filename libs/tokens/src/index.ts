export { answerLimit } from './answer-limit.js';
export { byteLength, tokenCounter, type TokenCounter, type TokenizerName } from './counter.js';
export { plausibleInput, type TokenRange } from './plausible-input.js';
export { worstCaseTokens } from './worst-case.js';
