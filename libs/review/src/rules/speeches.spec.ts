import type { Answers } from '@bunan/contracts';
import { aReview, aSection } from '../../../../tests/support/reviewed.js';
import { ceremonyCheck, pointsCheck, seasonCheck } from './speeches.js';

const section = aSection({ id: 'body', maxChars: 3600, maxSentenceChars: 100, maxTokens: 4100 });
const reviewed = (text: string, answers: Answers) => aReview(section, text, { answers });

describe('seasonCheck', () => {
  const found = (text: string, date: string) => seasonCheck(reviewed(text, { date })).map(({ excerpt }) => excerpt);

  it.each([
    ['秋も深まり、', '2024-11-03'],
    ['残暑の厳しい中、', '2024-08-15'],
    ['新春を迎え、', '2025-01-08'],
    ['桜の花が咲く頃となり、', '2025-04-01'],
    ['桜台小学校の皆様', '2025-10-01'],
  ])('lets %s be said on %s', (text, date) => {
    expect(found(text, date)).toEqual([]);
  });

  it.each([
    ['新緑の候となりました。', '2024-11-03', '新緑'],
    ['残暑の中、', '2024-06-01', '残暑'],
    ['紅葉が美しい頃となりました。', '2024-05-01', '紅葉'],
  ])('points at %s on %s', (text, date, words) => {
    expect(found(text, date)).toEqual([words]);
  });

  it('says nothing without a day', () => {
    expect(seasonCheck(reviewed('新緑の候', {}))).toEqual([]);
  });
});

describe('ceremonyCheck', () => {
  const found = (text: string, occasion: string) => ceremonyCheck(reviewed(text, { occasion })).map(({ excerpt }) => excerpt);

  it('looks at each occasion for its own words', () => {
    const text = '重ね重ね、御多幸を祈ります。古い慣習を断ち切りましょう。';
    expect(found(text, '弔事（追悼式、慰霊祭など）')).toEqual(['重ね重ね', '御多幸']);
    expect(found(text, '慶事（式典、祝賀など）')).toEqual(['断ち切']);
    expect(found(text, '一般（会議、行事など）')).toEqual([]);
  });

  it('lets ordinary words be', () => {
    expect(found('幾多の困難を乗り越え、改修を終えました。大切に、親切にしてまいります。', '慶事（式典、祝賀など）')).toEqual([]);
    expect(found('また、御遺族の皆様の御健勝を祈念いたします。', '弔事（追悼式、慰霊祭など）')).toEqual([]);
  });
});

describe('pointsCheck', () => {
  const found = (text: string, points: string[]) => pointsCheck(reviewed(text, { points })).map(({ excerpt }) => excerpt);

  it('finds a point in other words, and misses one that was left out', () => {
    const text = '市民文化ホールは、令和6年9月に改修を終えました。';
    expect(found(text, ['市民文化ホールの改修が令和6年9月に完了', '令和7年4月に子育て総合センターを開設する'])).toEqual([
      '令和7年4月に子育て総合センターを開設する',
    ]);
  });

  it('cannot tell a point that has no telling words', () => {
    expect(found('本文。', ['あいさつ'])).toEqual([]);
  });
});
