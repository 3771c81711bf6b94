import fc from 'fast-check';
import { nearestTemplates, searchEntry, searchTemplates, templateQuerySchema, type SearchedTemplate } from './template-search.js';

function aTemplate(name: string, more: Partial<SearchedTemplate> = {}) {
  const searched = { name, keywords: [], subjectSuffix: '', purpose: '目的', group: '分類', fields: [], ...more };
  return { name, search: searchEntry(searched) };
}

const LETTER = aTemplate('通知文（対外）', {
  keywords: ['つうち', 'お知らせ', 'けってい'],
  subjectSuffix: '通知',
  purpose: '市民・団体・事業者へ、決定や取扱いを知らせる文書です。',
  group: '通知・案内',
  fields: [{ label: '発信年月日' }, { label: '宛先' }],
});
const MINUTES = aTemplate('会議録（審議会等）', {
  keywords: ['かいぎろく', 'ぎじろく', '議事録'],
  purpose: '審議会などの会議の経過と結果を、要点筆記で残す文書です。',
  group: '会議録・議事録',
  fields: [{ label: '開催日時' }, { label: '出席者' }],
});
const MEETING = aTemplate('打合せ議事録', {
  keywords: ['うちあわせ', 'メモ'],
  purpose: '決定・未決・宿題を1〜2枚で残します。会議録とは違い、発言は残しません。',
  group: '会議録・議事録',
  fields: [{ label: '日時' }],
});
const REPLY = aTemplate('住民への回答', {
  keywords: ['かいとう', 'メール', 'へんじ'],
  purpose: '窓口や市長への手紙に、分かりやすく答える文書です。通知には使えません。',
  group: '回答・返信',
  fields: [{ label: '件名' }, { label: '日時' }],
});
const ALL = [LETTER, MINUTES, MEETING, REPLY];

const found = (text: string) => searchTemplates(ALL, text).map(({ name }) => name);

describe('searchTemplates', () => {
  it.each(['つうち', 'ツウチ', 'ﾂｳﾁ', 'つーち'])('finds 通知文 by its reading: %s', (text) => {
    expect(found(text)).toEqual(['通知文（対外）']);
  });

  it('ranks the name before the purpose', () => {
    expect(found('通知')).toEqual(['通知文（対外）', '住民への回答']);
    expect(found('会議録')).toEqual(['会議録（審議会等）', '打合せ議事録']);
  });

  it.each([
    ['a keyword before the purpose', 'ごみ', { purpose: 'ごみの分別' }, { keywords: ['ごみ'] }],
    ['the suffix before the purpose', 'ごみ', { purpose: 'ごみの分別' }, { subjectSuffix: 'ごみ' }],
    ['the purpose before the group', 'ごみ', { group: 'ごみ' }, { purpose: '分別とごみ' }],
    ['the group before a label', 'ごみ', { fields: [{ label: 'ごみ' }] }, { group: '分別・ごみ' }],
    ['a whole keyword before the beginning of one', 'ごみ', { keywords: ['ごみ収集'] }, { keywords: ['ごみ'] }],
    ['the beginning of a keyword before its middle', 'ごみ', { keywords: ['粗大ごみ'] }, { keywords: ['資源', 'ごみ収集'] }],
    ['every letter before kanji alone', '取扱い', { keywords: ['取り扱い'] }, { keywords: ['ごみの取扱い'] }],
  ])('ranks %s', (_, text, worse, better) => {
    const ranked = searchTemplates([aTemplate('甲', worse), aTemplate('乙', better)], text);
    expect(ranked.map(({ name }) => name)).toEqual(['乙', '甲']);
  });

  it('wants every word, wherever each of them stands', () => {
    expect(found('会議　結果')).toEqual(['会議録（審議会等）']);
    expect(found('日時 議事録')).toEqual(['打合せ議事録', '会議録（審議会等）']);
    expect(found('通知 ない語')).toEqual([]);
  });

  it.each(['打ち合わせ', '打合わせ', '打ち合せ'])('finds 打合せ written with other kana: %s', (text) => {
    expect(found(text)).toEqual(['打合せ議事録']);
  });

  it('does not find by a single kanji where the kana differ', () => {
    expect(found('答え方')).toEqual([]);
    expect(found('住み')).toEqual([]);
  });

  it('does not join the end of one text with the beginning of the next', () => {
    expect(found('かいとうメール')).toEqual([]);
    expect(found('発信年月日宛先')).toEqual([]);
  });

  it.each(['', '　', '・'])('gives everything as it came for %j', (text) => {
    expect(found(text)).toEqual(ALL.map(({ name }) => name));
  });

  it('keeps the order of those that fit equally well', () => {
    const many = Array.from({ length: 50 }, (_, index) => aTemplate(`通知${String(index)}`));
    expect(searchTemplates(many, '通知')).toEqual(many);
  });

  it('finds every template by any part of its name, and never more with one word more', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ALL), fc.nat(), fc.nat(), fc.constantFrom('通知', 'にち', '議', 'ない'), (one, from, length, word) => {
        const characters = [...one.name];
        const start = from % characters.length;
        const part = characters.slice(start, start + 1 + (length % characters.length)).join('');
        const some = searchTemplates(ALL, part);
        expect(some).toContain(one);
        expect(some).toEqual(expect.arrayContaining(searchTemplates(ALL, `${part} ${word}`)));
      }),
    );
  });
});

describe('nearestTemplates', () => {
  it('offers names that share something with what was asked', () => {
    expect(nearestTemplates(ALL, '会議録音').map(({ name }) => name)).toEqual(['会議録（審議会等）']);
    expect(nearestTemplates(ALL, '議事録会議').map(({ name }) => name)).toEqual(['打合せ議事録', '会議録（審議会等）']);
  });

  it('offers nothing where nothing is alike, and at most three', () => {
    expect(nearestTemplates(ALL, '請求書')).toEqual([]);
    expect(nearestTemplates(ALL, '')).toEqual([]);
    expect(nearestTemplates([...ALL, ...ALL, ...ALL], '会議録')).toHaveLength(3);
  });
});

describe('templateQuerySchema', () => {
  it('takes no text, a text, and nothing else', () => {
    expect(templateQuerySchema.safeParse({}).success).toBe(true);
    expect(templateQuerySchema.safeParse({ text: '通知' }).success).toBe(true);
    expect(templateQuerySchema.safeParse({ text: 'あ'.repeat(201) }).success).toBe(false);
    expect(templateQuerySchema.safeParse({ q: '通知' }).success).toBe(false);
  });
});
