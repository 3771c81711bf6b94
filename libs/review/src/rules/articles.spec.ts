import type { Answers } from '@bunan/contracts';
import { aReview, aSection } from '../../../../tests/support/reviewed.js';
import { mediaCheck, repeatsCheck } from './articles.js';

const section = aSection();
const reviewed = (text: string, answers: Answers) => aReview(section, text, { answers });

describe('mediaCheck', () => {
  const found = (length: number, media: string) => mediaCheck(reviewed('𠮷'.repeat(length), { media })).map(({ message }) => message);

  it('lets a text be as long as the medium has room for', () => {
    expect(found(200, '広報紙（本文200字）')).toEqual([]);
    expect(found(140, 'SNS（140字）')).toEqual([]);
    expect(found(3_000, 'ホームページ')).toEqual([]);
    expect(mediaCheck(reviewed(`${'あ'.repeat(140)}\n　\n`, { media: 'SNS（140字）' }))).toEqual([]);
  });

  it('says by how much it is too long', () => {
    expect(found(215, '広報紙（本文200字）')).toEqual([
      '本文は215字です。「広報紙（本文200字）」に収まるように、15字以上減らしてください。',
    ]);
    expect(found(141, 'SNS（140字）')).toHaveLength(1);
  });
});

describe('repeatsCheck', () => {
  const items = [
    { label: '日時', value: '11月16日（土）' },
    { label: '場所', value: 'みどりの相談所' },
    { label: '対象', value: '市内在住の小学生以上' },
    { label: '定員', value: '20人' },
  ];
  const found = (text: string) => repeatsCheck(reviewed(text, { items })).map(({ message }) => message);

  it('points at a text that says the table again', () => {
    expect(found('11月16日(土)、みどりの相談所で。市内在住の小学生以上、20人です。')).toEqual([
      '「11月16日（土）」「みどりの相談所」「市内在住の小学生以上」は、下の表にもあります。本文から削ると、短く読みやすくなります。',
    ]);
  });

  it('lets a text name a day and a place, and short values', () => {
    expect(found('11月16日（土）に、みどりの相談所で寄せ植えをします。20人です。')).toEqual([]);
    expect(repeatsCheck(reviewed('何でも。', {}))).toEqual([]);
  });
});
