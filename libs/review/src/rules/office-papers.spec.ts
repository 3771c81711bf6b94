import { libraryTemplate } from '../../../../tests/support/library.js';
import { reviewDraft } from '../review-draft.js';

/** Findings of a rule in one section of a template that holds this text. */
function found(template: string, section: string, text: string, rule: string): string[] {
  const library = libraryTemplate(template);
  const answers = {};
  return reviewDraft({ template: library, answers, texts: { [section]: [{ text }] } })
    .filter((finding) => finding.rule === rule)
    .map(({ excerpt }) => excerpt);
}

/** Text of a section in the recorded answers of a template. */
function recorded(template: string, section: string): string[] {
  const real = ['ordinary', 'awkward'];
  return libraryTemplate(template).tests.flatMap(({ id, answer }) => (real.includes(id) && answer?.[section] ? [answer[section]] : []));
}

describe('kian.ask', () => {
  const asked = (text: string) => found('kian', 'reason', text, 'kian.ask');

  it('points at a second question', () => {
    expect(asked('研修が必要です。研修を実施してよろしいか伺います。')).toEqual(['てよろしいか伺います。']);
    expect(asked('契約の締結について、伺います。')).toEqual(['伺います。']);
  });

  it('is silent about reasons', () => {
    expect(recorded('kian', 'reason').flatMap(asked)).toEqual([]);
    expect(asked('住民の意見を伺いました。よろしいかどうかは、審査会に諮ります。')).toEqual([]);
  });
});
