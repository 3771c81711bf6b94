import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answers } from '@bunan/contracts';
import * as z from 'zod';
import { aSection } from '../../../../tests/support/reviewed.js';
import type { ReviewedSection, Rule } from '../reviewed-section.js';
import { demandCheck, effectCheck, greetingCheck, humbleCheck, optionalNoteCheck, replyDayCheck } from './letters.js';

const section = aSection();

function reviewed(text: string, answers: Answers = {}): ReviewedSection {
  const profile = { koyobunTerms: 'warn', exclamation: 'error', clock24: 'warn', promises: 'off' } as const;
  return { section, text, line: [{ text }], fields: [], answers, profile, input: '' };
}

const excerpts = (rule: Rule, text: string, answers?: Answers) => rule(reviewed(text, answers)).map(({ excerpt }) => excerpt);

/** Answers that a model gave for letters and that stand in the tests of the library. */
function recordedTexts(): string[] {
  const root = join(__dirname, '../../../../templates');
  const tests = z.array(z.looseObject({ id: z.string(), answer: z.record(z.string(), z.string()).optional() }));
  return readdirSync(root)
    .filter((id) => /^(tsuchi-.+|annai|irai|shokai)$/.test(id))
    .flatMap((id) => tests.parse(JSON.parse(readFileSync(join(root, id, 'tests.json'), 'utf8'))))
    .filter(({ id }) => id === 'ordinary' || id === 'awkward')
    .flatMap(({ answer = {} }) => Object.values(answer));
}

describe('a letter that may have no 記', () => {
  const items = [{ label: '日時', value: '正午' }];

  it('has 「下記」 when there is one, and only then', () => {
    expect(optionalNoteCheck(reviewed('下記のとおりです。', { items }))).toEqual([]);
    expect(optionalNoteCheck(reviewed('次のとおりです。', { items: [] }))).toEqual([]);
    expect(optionalNoteCheck(reviewed('次のとおりです。', { attachments: ['様式'] }))[0]?.title).toBe('「下記」がない');
    expect(optionalNoteCheck(reviewed('下記のとおりです。'))[0]?.title).toBe('「記」がない');
  });
});

describe('an invitation', () => {
  const isLate = (rsvpDate: string, startAt = '2027-01-23T10:00') => replyDayCheck(reviewed('', { rsvpDate, startAt })).length > 0;

  it('wants its answer before the day of the event', () => {
    expect([isLate('2027-01-22'), isLate(''), isLate('2027-01-22', '')]).toEqual([false, false, false]);
    expect([isLate('2027-01-23'), isLate('2027-01-24')]).toEqual([true, true]);
  });
});

describe('words that do not belong in a letter', () => {
  it('give effect', () => {
    expect(excerpts(effectCheck, 'ので、通知します。承認いたします。')).toEqual(['通知します', '承認いたします']);
    expect(excerpts(effectCheck, '通知のとおり決定したので、お知らせします。')).toEqual([]);
  });

  it('greet', () => {
    expect(excerpts(greetingCheck, '時下ますます御清栄のことと存じます。平素より格別の御協力を頂き、厚く御礼申し上げます。')).toEqual([
      '時下ますます',
      '平素より格別の御協力を頂き、厚く御礼申し上げ',
    ]);
    expect(excerpts(greetingCheck, '日頃から備えを呼び掛けています。候補者の推薦をお願いします。')).toEqual([]);
  });

  it('demand', () => {
    expect(excerpts(demandCheck, '期限までに提出すること。')).toEqual(['すること。']);
    expect(excerpts(demandCheck, '提出することをお願いします。')).toEqual([]);
  });

  it('humble themselves twice', () => {
    expect(humbleCheck(reviewed('実施させていただきます。'))).toEqual([]);
    expect(humbleCheck(reviewed('実施させていただきます。説明させていただきます。'))).toHaveLength(1);
  });

  it.each(recordedTexts())('are in none of the recorded answers: %#', (text) => {
    expect([greetingCheck, demandCheck, humbleCheck].flatMap((rule) => [...rule(reviewed(text))])).toEqual([]);
  });
});
