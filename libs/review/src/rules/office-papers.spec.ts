import type { Answers } from '@bunan/contracts';
import { sampleAnswers } from '@bunan/template-engine';
import { libraryTemplate } from '../../../../tests/support/library.js';
import { reviewDraft } from '../review-draft.js';

/** What gives the findings of a rule in one section of a template, by its text. */
function found(template: string, section: string, rule: string) {
  const library = libraryTemplate(template);
  return (text: string, answers: Answers = {}): string[] =>
    reviewDraft({ template: library, answers, texts: { [section]: [{ text }] } })
      .filter((finding) => finding.rule === rule)
      .map(({ excerpt }) => excerpt);
}

/** Text of a section in the recorded answers of a template. */
function recorded(template: string, section: string): string[] {
  const real = ['ordinary', 'awkward'];
  return libraryTemplate(template).tests.flatMap(({ id, answer }) => (real.includes(id) && answer?.[section] ? [answer[section]] : []));
}

describe('kian.ask', () => {
  const asked = found('kian', 'reason', 'kian.ask');

  it('points at a second question', () => {
    expect(asked('研修が必要です。研修を実施してよろしいか伺います。')).toEqual(['てよろしいか伺います。']);
    expect(asked('契約の締結について、伺います。')).toEqual(['伺います。']);
  });

  it('is silent about reasons', () => {
    expect(recorded('kian', 'reason').flatMap((text) => asked(text))).toEqual([]);
    expect(asked('住民の意見を伺いました。よろしいかどうかは、審査会に諮ります。')).toEqual([]);
  });
});

describe('input.grounded', () => {
  const grounded = found('fukumei', 'opinion', 'input.grounded');
  const given = { opinion: '読点の変更は要領だけでなくシステムの定型文も直す必要がある。' };

  it('points at a sentence of which the input does not speak', () => {
    expect(grounded('システムの定型文も直す必要がある。押印の廃止を議会に働きかけるべきである。', given)).toEqual([
      '押印の廃止を議会に働きかけるべきである。',
    ]);
  });

  it('is silent about an input put in order, and about what is too short to tell', () => {
    expect(grounded('読点の変更に当たっては、要領だけでなく、システムの定型文も直す必要がある。', given)).toEqual([]);
    expect(grounded('検討を急ぐ。', given)).toEqual([]);
  });
});

describe('handover.step', () => {
  const steps = found('hikitsugi', 'issues', 'handover.step');
  const memo = '財政課には9/20に口頭で説明済み、正式な補正要求は11月15日までに出す。';

  it('points at a step that nobody has entered', () => {
    expect(steps('次にすること　近隣の市の契約方法を調べ、会計課に提案する。', { memo })).toEqual([
      '近隣の市の契約方法を調べ、会計課に提案する。',
    ]);
  });

  it('is silent about a step of the memo, about other lines, and about what a model wrote', () => {
    const ordinary = libraryTemplate('hikitsugi').tests.find(({ id }) => id === 'ordinary');
    expect(steps(ordinary?.answer?.issues ?? '', sampleAnswers(libraryTemplate('hikitsugi')))).toEqual([]);
    expect(steps('次にすること　11月15日までに、正式な補正要求を出す。', { memo })).toEqual([]);
    expect(steps('現状　近隣の市の契約方法を調べ、会計課に提案した。', { memo })).toEqual([]);
  });
});
