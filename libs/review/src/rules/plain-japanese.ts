import { textAnswer, textLength, type Finding } from '@bunan/contracts';
import { findingAt } from '../finding-at.js';
import type { ReviewedSection } from '../reviewed-section.js';
import { phraseCheck } from './phrases.js';

/** Longest sentence of やさしい日本語, characters without the readings. */
const LONGEST = 30;

/** A reading behind a word: 日（ひ）. */
const READING = /[（(][ぁ-んー]+[）)]/g;

function longSentences({ section, text }: ReviewedSection): Finding[] {
  return [...text.matchAll(/[^。\n]+。?/g)].flatMap((match) => {
    const length = textLength(match[0].replace(READING, '').replace(/[\s。]/g, ''));
    const message = `ふりがなを除いて${String(length)}字です（目安${String(LONGEST)}字まで）。一つの文に一つのことだけを書いてください。`;
    const range = { start: match.index, end: match.index + match[0].length };
    const place = { sectionId: section.id, range, excerpt: match[0] };
    return length > LONGEST
      ? [findingAt({ rule: 'easy.sentence', severity: 'warn', title: 'やさしい日本語には長い文', message, ...place })]
      : [];
  });
}

/** Polite forms that learners do not know; 「ください」 they do. */
const honorifics = phraseCheck({
  rule: 'easy.honorific',
  pattern:
    /いただ[かきくけい]|いたし(?:ます|ました)|ござい(?:ます|ません)|申し上げ|させて|くださいますよう|[おご御][ぁ-ん一-龠]{1,4}になり|なければなりません/g,
  title: 'やさしい日本語には難しい言い方',
  message: (words) => `「${words}」は、日本語を学んでいる人には難しい言い方です。「〜です」「〜ます」「〜てください」に直してください。`,
});

/** Kanji without a reading behind them. */
const BARE_KANJI = /[一-龠々]+(?![一-龠々]|[（(][ぁ-んー]+[）)])/g;

/** How many words are named in the message. */
const SHOWN = 5;

/** Kanji that nobody gave a reading, where readings are wanted; one finding for all of them. */
function missingReadings({ section, text, answers }: ReviewedSection): Finding[] {
  const words = [...new Set([...text.matchAll(BARE_KANJI)].map(([word]) => word))];
  if (!textAnswer(answers.furigana).includes('付ける') || words.length === 0) {
    return [];
  }
  const shown = words
    .slice(0, SHOWN)
    .map((word) => `「${word}」`)
    .join('');
  const more = words.length > SHOWN ? `など${String(words.length)}語` : '';
  const message = `${shown}${more}に、ふりがながありません。すぐ後に（ ）で読みを付けるか、ひらがなで書いてください。`;
  const place = { sectionId: section.id, range: null, excerpt: section.label };
  return [findingAt({ rule: 'easy.reading', severity: 'warn', title: 'ふりがなのない漢字', message, ...place })];
}

/** やさしい日本語: short sentences, no honorific forms, a reading behind each word in kanji. */
export function easyCheck(reviewed: ReviewedSection): Finding[] {
  return [...longSentences(reviewed), ...honorifics(reviewed), ...missingReadings(reviewed)];
}
