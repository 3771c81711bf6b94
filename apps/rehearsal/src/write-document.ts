import type { Assignment, AskedSection, Material } from './assignment.js';

/** Bounds of a speech that is worth a line, and of what is kept of it, characters. */
const SHORTEST_GIST = 8;
const LONGEST_GIST = 60;

/** A speech in a record: ○議長（北川久人）　これより… */
const SPEECH = /^[○◯◎●]?([^\s　：:△]{1,30})[\s　：:]+(.+)$/u;

/** Plain endings and what they become in です・ます. */
const POLITE: readonly (readonly [plain: RegExp, polite: string])[] = [
  [/である$/, 'です'],
  [/した$/, 'しました'],
  [/きた$/, 'きました'],
  [/った$/, 'りました'],
  [/する$/, 'します'],
  [/こない$/, 'きません'],
  [/([れけめえべせてきで])ない$/, '$1ません'],
  [/([れけめえべせてい])る$/, '$1ます'],
  [/ある$/, 'あります'],
  [/もらう$/, 'もらいます'],
];

function polite(text: string): string {
  const rule = POLITE.find(([plain]) => plain.test(text));
  return rule === undefined ? `${text}です` : text.replace(rule[0], rule[1]);
}

function sentenceOf(line: string, isPlain: boolean): string {
  const text = line
    .replace(/^[・\-*○●]\s*/, '')
    .replace(/[。．]$/, '')
    .replace(/^([^：:]{1,20})[：:]\s*/, '$1は、');
  const isDone = isPlain || /(です|ます|ください|ました|ません|でした)$/.test(text);
  return `${isDone ? text : polite(text)}。`;
}

/** As many whole sentences as the limit takes. */
function within(sentences: readonly string[], maxChars: number): string[] {
  let left = maxChars;
  return sentences.filter((sentence) => {
    left -= sentence.length;
    return left >= 0;
  });
}

/** The record of a meeting: each item of the agenda, with its share of the speeches in their order. */
function minutes(materials: readonly Material[], maxChars: number): string {
  const agenda = materials.find((material) => material.label.includes('議題'))?.lines ?? ['会議の内容'];
  const speeches = materials
    .filter((material) => /記録|発言|メモ/.test(material.label))
    .flatMap((material) => material.lines)
    .flatMap((line) => {
      const [, speaker, words = ''] = SPEECH.exec(line) ?? [];
      const gist = words.split('。')[0]?.slice(0, LONGEST_GIST) ?? '';
      return speaker === undefined || gist.length < SHORTEST_GIST ? [] : [`${speaker}　「${gist}」と述べた。`];
    });
  const share = Math.max(1, Math.ceil(speeches.length / agenda.length));
  const lines = agenda.flatMap((item, index) => [
    `議題${String(index + 1)}　${item}`,
    ...speeches.slice(index * share, (index + 1) * share),
  ]);
  return within(lines, maxChars - lines.length).join('\n');
}

/** Sentences of the materials, dealt out to the sections so that nothing is said twice. */
function prose(section: AskedSection, { sections, materials }: Assignment): string {
  if (section.label.includes('書き出し')) {
    return 'お問い合わせをいただき、ありがとうございます。';
  }
  const facts = materials.filter((material) => !/問合せ|件名|根拠法令/.test(material.label));
  const writers = sections.filter((each) => !each.label.includes('書き出し'));
  const place = writers.findIndex(({ id }) => id === section.id);
  const share = facts.filter((_, at) => Math.min(at, writers.length - 1) === place);
  const lines = share.flatMap((material) => material.lines.flatMap((line) => line.split('。').filter((each) => each !== '')));
  const placeholders = section.mustUse.map((token) => `${token}を御確認ください。`);
  const sentences = lines.map((line) => sentenceOf(line, section.isPlain));
  const room = section.maxChars - placeholders.join('').length;
  const text = [...within(sentences, room), ...placeholders].join('');
  return text === '' ? opening(section) : text;
}

function opening({ label, isPlain }: AskedSection): string {
  return isPlain ? `${label}は、資料のとおりである。` : `${label}については、資料のとおりです。`;
}

/** The section as a whole; of one that is begun only what is behind the words that are there. */
function textOf(section: AskedSection, assignment: Assignment): string {
  const { written } = section;
  const whole = wholeText({ ...section, maxChars: section.maxChars + written.length }, assignment);
  const rest = whole.startsWith(written) ? whole.slice(written.length) : whole;
  return rest === '' && written !== '' ? '以上です。' : rest;
}

function wholeText(section: AskedSection, assignment: Assignment): string {
  if (/概要|経過/.test(section.label) && section.isPlain) {
    return minutes(assignment.materials, section.maxChars);
  }
  return section.isPlain && section.minChars === 0 ? 'なし' : prose(section, assignment);
}

/**
 * A plausible document: the sentences of the data, in the sections that were asked for.
 *
 * This is no model: it invents nothing and understands nothing. It is there for practice (稽古用), tests and load.
 */
export function writeDocument(assignment: Assignment, sectionIds: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    sectionIds.map((id) => {
      const section = assignment.sections.find((each) => each.id === id);
      return [id, section === undefined ? '稽古用の文章です。' : textOf(section, assignment)];
    }),
  );
}
