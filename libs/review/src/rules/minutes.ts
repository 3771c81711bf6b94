import { isEmptyAnswer, linesAnswer, rowsAnswer, textAnswer, textLength, type Finding } from '@bunan/contracts';
import { even } from '../even.js';
import { findingAt } from '../finding-at.js';
import type { ReviewedSection } from '../reviewed-section.js';

/** A line of what somebody said: 名前　発言; △ and brackets begin notes of the record. */
const SPEECH = /^([^　。、\n△▽○◯●◎■◇◆【（(〔][^　。、\n]{0,19})　.+$/gm;

/** 議題1, 資料2, (1): headings and references, not people. */
const NO_SPEAKER = /^(議題|資料|別紙|参考|日程|報告|議案|第)\s*[0-9一二三四五六七八九十]*|^[0-9()]+$/;

/** A text without spaces and marks, for comparing. */
export const plain = (text: string) => even(text).replace(/[\s()「」『』、。,.・]/g, '');

/** Parts of a speaker's designation: 事務局（西田係長） is 事務局 and 西田係長. */
function designations(speaker: string): string[] {
  return even(speaker)
    .split(/[()・\s]/)
    .filter((part) => part !== '');
}

const TITLE = /(副?委員長|委員|議員|副?議長|副?会長|部長|課長|係長|局長|所長|主任|主査|参考人|様|氏)$/;

/** A part of a designation that the record has, or a name with its title whose name is on the list of people. */
function isKnown(part: string, record: string, people: string): boolean {
  const name = plain(part).replace(TITLE, '');
  return record.includes(plain(part)) || (name !== '' && people.includes(name));
}

/** Speakers that neither the list of people nor the record has. */
export function speakersCheck({ section, text, answers, input }: ReviewedSection): Finding[] {
  const people = plain(
    rowsAnswer(answers.attendees)
      .flatMap((row) => Object.values(row))
      .join('\n'),
  );
  const record = plain(input);
  return [...text.matchAll(SPEECH)].flatMap((match) => {
    const speaker = match[1] ?? '';
    if (NO_SPEAKER.test(even(speaker)) || designations(speaker).every((part) => isKnown(part, record, people))) {
      return [];
    }
    return [
      findingAt({
        rule: 'minutes.speaker',
        severity: 'error',
        title: '出席者にない発言者',
        message: `「${speaker}」は、出席者にも発言の記録にもありません。`,
        sectionId: section.id,
        range: { start: match.index, end: match.index + speaker.length },
        excerpt: speaker,
      }),
    ];
  });
}

/** Share of the runs of three characters of a text that another one has; 1 for a text too short to tell. */
export function containment(text: string, whole: string): number {
  const characters = [...plain(text)];
  const runs = characters.slice(2).map((_, index) => characters.slice(index, index + 3).join(''));
  const found = runs.filter((run) => whole.includes(run));
  return runs.length === 0 ? 1 : found.length / runs.length;
}

/** Less than this share of an item of the agenda in one line means that it has no heading. */
const AGENDA_SHARE = 0.6;

/** Items of the agenda that the summary does not take up. */
export function agendaCheck({ section, text, answers }: ReviewedSection): Finding[] {
  const lines = text.split('\n').map(plain);
  return linesAnswer(answers.agenda)
    .filter((item) => !lines.some((line) => containment(item, line) >= AGENDA_SHARE))
    .map((item) =>
      findingAt({
        rule: 'minutes.agenda',
        severity: 'error',
        title: '概要にない議題',
        message: `議題「${item}」が、${section.label}にありません。`,
        sectionId: section.id,
        range: null,
        excerpt: item,
        fieldId: 'agenda',
      }),
    );
}

/** A line of which less than this share is in the record may have been made up (3-gram containment). */
const EVIDENCE_SHARE = 0.5;

const NOTHING = /^(なし|特になし|協議内容のとおり)。?$/;

/** Decisions that the record hardly speaks of. */
export function evidenceCheck({ section, text, input }: ReviewedSection): Finding[] {
  const record = plain(input);
  let at = 0;
  return text.split('\n').flatMap((line) => {
    const start = at;
    at += line.length + 1;
    if (line.trim() === '' || NOTHING.test(line.trim()) || containment(line, record) >= EVIDENCE_SHARE) {
      return [];
    }
    return [
      findingAt({
        rule: 'minutes.evidence',
        severity: 'warn',
        title: '記録に見当たらない決定',
        message: 'この決定に当たる発言が、記録に見当たりません。決定したことか確かめてください。',
        sectionId: section.id,
        range: { start, end: start + line.length },
        excerpt: line,
      }),
    ];
  });
}

/** A summary is this share of its record; shorter records than this many characters are not judged. */
const CONDENSED = { least: 0.05, most: 0.6, fromChars: 2_000 };

/** A record copied as it is, or cut down to almost nothing. */
export function condensedCheck({ section, text, answers }: ReviewedSection): Finding[] {
  const record = section.material
    .filter((id) => !isEmptyAnswer(answers[id]))
    .reduce((sum, id) => sum + textLength(textAnswer(answers[id])), 0);
  const share = textLength(text) / Math.max(1, record);
  if (record < CONDENSED.fromChars || (share >= CONDENSED.least && share <= CONDENSED.most)) {
    return [];
  }
  const message =
    share > CONDENSED.most
      ? '発言の記録とあまり長さが変わりません。要点になっているか確かめてください。'
      : '発言の記録に比べて短すぎないか確かめてください。';
  return [
    findingAt({
      rule: 'minutes.condensed',
      severity: 'info',
      title: '要約の長さ',
      message,
      sectionId: section.id,
      range: null,
      excerpt: section.label,
    }),
  ];
}
