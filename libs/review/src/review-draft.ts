import type { Answers, AnswerValue, Field, Finding, Line, StyleProfileId, WrittenSection } from '@bunan/contracts';
import { DEFAULT_POLICIES, formatDate, formatDateTime } from '@bunan/wareki';
import { GivenFacts } from './given-facts.js';
import type { ReviewedSection, Rule, StyleProfile } from './reviewed-section.js';
import { datesRule } from './rules/dates.js';
import { factsRule } from './rules/facts.js';
import { lengthRule } from './rules/length.js';
import { marksRule } from './rules/marks.js';
import { personalDataRule } from './rules/personal-data.js';
import { promisesRule } from './rules/promises.js';
import { requiredValuesRule } from './rules/required-values.js';
import { sectionChecksRule } from './rules/section-checks.js';
import { styleRule } from './rules/style.js';
import { termsRule } from './rules/terms.js';
import { screenAnswers } from './screen/screen-answers.js';

/** A draft as the rules see it. */
export interface DraftToReview {
  readonly template: {
    readonly fields: readonly Field[];
    readonly sections: readonly WrittenSection[];
    readonly styleProfile: StyleProfileId;
  };
  readonly answers: Answers;
  /** Text of each written section with the values of the form filled in. */
  readonly texts: Readonly<Record<string, Line>>;
}

const LETTER: StyleProfile = { koyobunTerms: 'warn', exclamation: 'error', clock24: 'warn', promises: 'off' };
const PLAIN: StyleProfile = { koyobunTerms: 'off', exclamation: 'warn', clock24: 'warn', promises: 'warn' };

/** How strict each kind of document is (styleProfiles of the catalogue). */
const PROFILES: Readonly<Record<StyleProfileId, StyleProfile>> = {
  'taigai-koyobun': LETTER,
  gijiroku: { ...LETTER, clock24: 'off' },
  gikai: { ...LETTER, promises: 'warn' },
  naibu: LETTER,
  jumin: PLAIN,
  koho: { koyobunTerms: 'off', exclamation: 'off', clock24: 'off', promises: 'off' },
  hodo: { ...LETTER, exclamation: 'warn' },
  hoki: LETTER,
  shikiji: { koyobunTerms: 'off', exclamation: 'warn', clock24: 'off', promises: 'off' },
  keiyaku: { ...LETTER, clock24: 'off' },
};

/** Every text of a value, and dates also as they are printed. */
function textsOf(value: AnswerValue): string[] {
  if (typeof value !== 'object') {
    const text = String(value);
    const printed = /^\d{4}-\d{2}-\d{2}$/.test(text) ? [formatDate(text, DEFAULT_POLICIES, true)] : [];
    return [text, ...printed, ...(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text) ? [formatDateTime(text, DEFAULT_POLICIES)] : [])];
  }
  return Object.values(value).flatMap((each: AnswerValue) => textsOf(each));
}

const ORDER: Readonly<Record<Finding['severity'], number>> = { error: 0, warn: 1, info: 2 };

/**
 * Reviews a draft by rules, with no model and no tokens.
 *
 * @returns findings in the order of the document; of one place, the graver first
 */
export function reviewDraft({ template, answers, texts }: DraftToReview): Finding[] {
  const inputs = Object.values(answers).flatMap(textsOf);
  const counts = Object.values(answers).flatMap((value) => (Array.isArray(value) ? [value.length] : []));
  const { masks } = screenAnswers(template.fields, answers);
  const rules: readonly Rule[] = [
    marksRule,
    factsRule(new GivenFacts(inputs, counts)),
    datesRule,
    requiredValuesRule,
    personalDataRule(masks),
    lengthRule,
    styleRule,
    termsRule,
    promisesRule,
    sectionChecksRule,
  ];
  return template.sections.flatMap((section) => {
    const line = texts[section.id];
    if (line === undefined) {
      return [];
    }
    const reviewed: ReviewedSection = {
      section,
      line,
      text: line.map((run) => run.text).join(''),
      fields: template.fields,
      answers,
      profile: PROFILES[template.styleProfile],
      input: inputs.join('\n'),
    };
    return rules
      .flatMap((rule) => rule(reviewed))
      .toSorted((a, b) => (a.range?.start ?? -1) - (b.range?.start ?? -1) || ORDER[a.severity] - ORDER[b.severity]);
  });
}
