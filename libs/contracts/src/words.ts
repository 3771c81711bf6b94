import * as z from 'zod';
import './messages.js';

/** Words that stand in a template: at least one character, at most `max` UTF-16 code units. */
export function wordsSchema(max: number) {
  return z
    .string()
    .min(1, '入力してください。')
    .max(max, `${String(max)}字までです。`);
}
