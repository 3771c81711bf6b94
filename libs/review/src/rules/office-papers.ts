import { phraseCheck } from './phrases.js';

/** 「…してよろしいか伺います」 in a reason: the page asks it once, in its own sentence. */
export const askCheck = phraseCheck({
  rule: 'kian.ask',
  pattern: /(?:て|で)?よろしいか[、,]?(?:お)?伺[^。\n]*。?|(?<=[をは、])伺います。?/g,
  title: '伺いの文の繰り返し',
  message: (words) => `「${words}」は、紙面の伺いの文と重なります。ここには理由だけを書いてください。`,
});
