export { tokenCounter, type TokenCounter, type TokenizerName } from './counter.js';
export { worstCaseTokens } from './worst-case.js';
