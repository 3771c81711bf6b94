import type { Check, Finding } from '@bunan/contracts';
import { even } from '../even.js';
import { findingAt } from '../finding-at.js';
import type { ReviewedSection, Rule } from '../reviewed-section.js';
import { answersCheck } from './answered.js';
import { mediaCheck, repeatsCheck } from './articles.js';
import { faqCheck } from './faq.js';
import { billClosingCheck } from './closings.js';
import { demandCheck, effectCheck, greetingCheck, humbleCheck, optionalNoteCheck, replyDayCheck } from './letters.js';
import { inPeriodCheck, leadTimeCheck, wholeSubcontractCheck } from './contract.js';
import { guessCheck, settledCauseCheck, timelineOrderCheck } from './incident.js';
import { agendaCheck, condensedCheck, evidenceCheck, speakersCheck } from './minutes.js';
import { askCheck, groundedCheck, nextStepCheck } from './office-papers.js';
import { phraseCheck } from './phrases.js';
import { easyCheck } from './plain-japanese.js';
import { claimCheck, pressLeadCheck } from './press.js';
import { ceremonyCheck, pointsCheck, seasonCheck } from './speeches.js';
import { speechCheck, stanceCheck } from './spoken.js';
import { surveyCheck } from './survey.js';
import { tasksCheck } from './tasks.js';
import { publicNoticeCheck } from './public-notice.js';

/** 「下記」 in the text when a 記 stands below it. */
function noteCheck({ section, text }: ReviewedSection): Finding[] {
  if (text.includes('下記')) {
    return [];
  }
  return [
    findingAt({
      rule: 'note.pair',
      severity: 'warn',
      title: '「下記」がない',
      message: '紙面には「記」と「以上」が出ます。本文に「下記のとおり」を入れてください。',
      sectionId: section.id,
      range: null,
      excerpt: section.label,
    }),
  ];
}

/** A law, ordinance or rule by name, where the words behind it show that it is cited. */
const LAW = /([一-龠々ァ-ヴー]{2,30}?(?:条例|施行令|施行規則|規則|要綱|規程|法律|法))(?=第[0-9]|別表|に基づ|に規定|の規定|により)/g;

/** Words that end like a law and are none. */
const NO_LAW = /(方法|手法|用法|作法|工法|寸法|文法|司法|違法|合法|適法|療法)$/;

/** As many characters of the end of a name as still tell one law from another. */
const TELLING = 5;

function lawCheck({ section, text, input }: ReviewedSection): Finding[] {
  const given = even(input).replace(/\s/g, '');
  return [...even(text).matchAll(LAW)].flatMap((match) => {
    const name = match[1] ?? '';
    if (NO_LAW.test(name) || given.includes(name.slice(-TELLING))) {
      return [];
    }
    const range = { start: match.index, end: match.index + name.length };
    return [
      findingAt({
        rule: 'law.reference',
        severity: 'error',
        title: '入力にない法令',
        message: `「${name}」は、入力した項目のどこにもありません。`,
        sectionId: section.id,
        range,
        excerpt: text.slice(range.start, range.end),
      }),
    ];
  });
}

const CHECKS: Readonly<Record<Check, Rule>> = {
  note: noteCheck,
  optionalNote: optionalNoteCheck,
  law: lawCheck,
  sanction: phraseCheck({
    rule: 'sanction.phrase',
    pattern: /却下|取り?消(?:す|し|さ)|命ずる|命じ|不許可|不承認|不交付/g,
    title: '行政処分に当たらないか',
    message: (words) => `「${words}」は処分の言い方です。処分の通知なら、この様式は使えません（教示文などが要ります）。`,
  }),
  blame: phraseCheck({
    rule: 'blame.phrase',
    pattern: /[ご御]理解ください|お分かりいただけない|何度も(?:申し上げ|お伝え|御?説明)|再三/g,
    title: '突き放した言い方',
    message: (words) => `「${words}」は、相手を責めるように読まれることがあります。言い換えられないか確かめてください。`,
  }),
  effect: effectCheck,
  greeting: greetingCheck,
  demand: demandCheck,
  humble: humbleCheck,
  replyDay: replyDayCheck,
  speakers: speakersCheck,
  agenda: agendaCheck,
  evidence: evidenceCheck,
  condensed: condensedCheck,
  answers: answersCheck,
  tasks: tasksCheck,
  stance: stanceCheck,
  speech: speechCheck,
  faq: faqCheck,
  ask: askCheck,
  grounded: groundedCheck,
  nextStep: nextStepCheck,
  bill: billClosingCheck,
  publicNotice: publicNoticeCheck,
  inPeriod: inPeriodCheck,
  wholeSubcontract: wholeSubcontractCheck,
  leadTime: leadTimeCheck,
  guess: guessCheck,
  settledCause: settledCauseCheck,
  timelineOrder: timelineOrderCheck,
  pressLead: pressLeadCheck,
  claim: claimCheck,
  media: mediaCheck,
  repeats: repeatsCheck,
  easy: easyCheck,
  survey: surveyCheck,
  season: seasonCheck,
  ceremony: ceremonyCheck,
  points: pointsCheck,
};

/** The checks that the template asks for in this section. */
export function sectionChecksRule(reviewed: ReviewedSection): Finding[] {
  return reviewed.section.checks.flatMap((check) => CHECKS[check](reviewed));
}
