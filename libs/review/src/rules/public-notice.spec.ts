import type { Answers } from '@bunan/contracts';
import { libraryTemplate } from '../../../../tests/support/library.js';
import { reviewDraft } from '../review-draft.js';

const template = libraryTemplate('kokuji-kokoku');

/** Findings on the wording of a notice with this text, without those on its length and its law. */
function found(text: string, answers: Answers = {}): string[] {
  return reviewDraft({ template, answers, texts: { body: [{ text }] } }).flatMap(({ rule }) => (rule.startsWith('notice.') ? [rule] : []));
}

const items = [{ label: '路線名', value: '市道中央12号線' }];

describe('the wording of a public notice', () => {
  it('ends as its kind wants it', () => {
    expect(found('道路の区域を変更したので、告示する。', { kind: '告示' })).toEqual([]);
    expect(found('公園を変更したので、告示する。\n図書は、縦覧に供する。', { kind: '告示' })).toEqual([]);
    expect(found('自転車を保管したので、告示する。', { kind: '公告' })).toEqual(['notice.closing']);
    expect(found('図書を縦覧に供する。', { kind: '告示' })).toEqual(['notice.closing']);
  });

  it('says that items follow where they do, and only there', () => {
    expect(found('次のとおり告示する。', { kind: '告示', items })).toEqual([]);
    expect(found('道路の区域を次のように変更したので、告示する。', { kind: '告示', items })).toEqual([]);
    expect(found('告示する。', { kind: '告示', items })).toEqual(['notice.items']);
    expect(found('次のとおり告示する。', { kind: '告示' })).toEqual(['notice.items']);
  });

  it('has no courtesies', () => {
    expect(found('市民の皆様にお知らせする。変更したので、告示する。', { kind: '告示' })).toEqual(['notice.honorific', 'notice.honorific']);
    expect(found('同様の仕様の殿堂を変更したので、告示する。', { kind: '告示' })).toEqual([]);
  });

  it('is silent about what a model wrote', () => {
    const recorded = template.tests.filter(({ id }) => id === 'ordinary' || id === 'awkward');
    expect(recorded.flatMap(({ answer, answers }) => found(answer?.body ?? '', { kind: String(answers.kind), items }))).toEqual([]);
  });
});
