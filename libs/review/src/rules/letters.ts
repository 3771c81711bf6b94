import { isEmptyAnswer, textAnswer, type Finding } from '@bunan/contracts';
import { findingAt } from '../finding-at.js';
import type { ReviewedSection, Rule } from '../reviewed-section.js';
import { phraseCheck } from './phrases.js';

/** Fields whose content stands below a 記 in a letter that may also have none. */
const NOTED = ['items', 'attachments'];

/** 「下記」 in the text exactly when a 記 stands below it. */
export function optionalNoteCheck({ section, text, answers }: ReviewedSection): Finding[] {
  const hasNote = NOTED.some((id) => !isEmptyAnswer(answers[id]));
  if (text.includes('下記') === hasNote) {
    return [];
  }
  return [
    findingAt({
      rule: 'note.pair',
      severity: 'warn',
      title: hasNote ? '「下記」がない' : '「記」がない',
      message: hasNote
        ? '紙面には「記」と「以上」が出ます。本文に「下記のとおり」を入れてください。'
        : '紙面に「記」は出ません。本文の「下記」を「次」などに直すか、記書きの項目を入力してください。',
      sectionId: section.id,
      range: null,
      excerpt: section.label,
    }),
  ];
}

/** An answer to an invitation is wanted before the day of the event. */
export function replyDayCheck({ section, answers }: ReviewedSection): Finding[] {
  const [reply, event] = [textAnswer(answers.rsvpDate), textAnswer(answers.startAt).slice(0, 10)];
  if (reply === '' || event === '' || reply < event) {
    return [];
  }
  return [
    findingAt({
      rule: 'reply.day',
      severity: 'error',
      title: '回答期限が開催日より前でない',
      message: '出欠の回答期限が、開催の日と同じか、それより後です。日付を確かめてください。',
      sectionId: section.id,
      range: null,
      excerpt: section.label,
      fieldId: 'rsvpDate',
    }),
  ];
}

/** Words that give legal effect, in a 事務連絡, which can have none. */
export const effectCheck: Rule = phraseCheck({
  rule: 'effect.phrase',
  pattern: /通知(?:いた)?します|命じます|命ずる|承認(?:いた)?します|許可(?:いた)?します|決定(?:いた)?します/g,
  title: '事務連絡に合わない言葉',
  message: (words) => `「${words}」は、効力を生じさせる言い方です。「お知らせします」などに直すか、通知文の様式を使ってください。`,
});

/** Greetings of a letter, written again beside the one that is printed or not wanted. */
export const greetingCheck: Rule = phraseCheck({
  rule: 'greeting.repeated',
  pattern:
    /時下ますます|(?:日頃|平素)(?:から|より|は)[^。\n]{0,40}(?:礼申し上げ|感謝申し上げ|ありがとうございます)|拝啓|敬具|の候、|お世話になっております/g,
  title: '余分なあいさつ',
  message: () => 'あいさつは本文に書きません。要るときは、入力の「前文」で選んでください。',
});

/** A demand in a letter that asks a favour. */
export const demandCheck: Rule = phraseCheck({
  rule: 'demand.phrase',
  pattern: /(?:する|提出の|回答の|報告の)こと。|しなければなりません|されたい。/g,
  title: '命令に読める言い方',
  message: (words) => `「${words}」は、命令に読まれることがあります。「…くださいますようお願いします」の形に直してください。`,
});

/** 「させていただきます」 more than once in a text. */
export function humbleCheck(reviewed: ReviewedSection): readonly Finding[] {
  return allHumble(reviewed).slice(1);
}

const allHumble: Rule = phraseCheck({
  rule: 'humble.phrase',
  pattern: /させていただ[きくけい]/g,
  title: 'へりくだり過ぎる言い方',
  message: (words) => `「${words}」が重なっています。「します」「いたします」で足りないか確かめてください。`,
});
