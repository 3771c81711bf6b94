import fc from 'fast-check';
import { kanjiOf, searchable, searchWords } from './searchable.js';

describe('searchable', () => {
  it.each([
    ['つうち', 'ツウチ'],
    ['つうち', 'ﾂｳﾁ'],
    ['がくどう', 'ｶﾞｸﾄﾞｳ'],
    ['qanda', 'Ｑ　ａｎｄ　Ａ'],
    ['しょうかい', 'しようかい'],
    ['がっこう', 'ガツコウ'],
    ['つーち', 'つうち'],
    ['メール', 'めいる'],
    ['めーる', 'ﾒｰﾙ'],
    ['コーホー', 'こうほう'],
    ['おおさか', 'おうさか'],
    ['とおり', 'とうり'],
    ['せんせえ', 'せんせい'],
    ['つづき', 'つずき'],
    ['ぢばん', 'じばん'],
    ['通知・案内', '通知案内'],
    ['通知文（対外）', '通知文(対外)'],
    ['１２３', '123'],
    ['㈱', '(株)'],
    ['', '　 ・（）、。'],
  ])('takes %j and %j for the same', (one, other) => {
    expect(searchable(one)).toBe(searchable(other));
  });

  it.each([
    ['かいぎ', 'がいぎ'],
    ['はり', 'ぱり'],
    ['こい', 'こう'],
    ['通知', '通告'],
    ['齋藤', '斎藤'],
  ])('keeps %j and %j apart', (one, other) => {
    expect(searchable(one)).not.toBe(searchable(other));
  });

  it('leaves out a long mark that nothing stands before, and keeps characters outside the first plane', () => {
    expect(searchable('ー通知ー')).toBe('通知');
    expect(searchable('𠮷田')).toBe('𠮷田');
  });

  it('changes a folded text no further', () => {
    const kana = fc.array(fc.constantFrom(...'あいうえおかきけこぢづっゃーアオコーッヴ・　通知Ａａ1ｱﾞ')).map((each) => each.join(''));
    fc.assert(
      fc.property(kana, (text) => {
        const folded = searchable(text);
        expect(searchable(folded)).toBe(folded);
      }),
    );
  });
});

describe('searchWords', () => {
  it.each([
    ['通知 市民', ['通知', '市民']],
    ['　通知　市民\t案内\u00a0', ['通知', '市民', '案内']],
    ['・ 、', []],
    ['', []],
  ])('splits %j at any space into %j', (text, words) => {
    expect(searchWords(text)).toEqual(words);
  });

  it('asks for nothing by a long mark at the end, unless hardly anything else is there', () => {
    expect(searchable('サーバ')).toContain(searchWords('サーバー')[0]);
    expect(searchable('コピー')).toContain(searchWords('コピー')[0]);
    expect(searchWords('ツー')).toEqual(['つう']);
  });
});

describe('kanjiOf', () => {
  it('leaves kanji and the ends of lines', () => {
    expect(kanjiOf('打ち合わせ\n議事録abc1')).toBe('打合\n議事録');
  });
});
