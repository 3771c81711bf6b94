import type { Answers } from '@bunan/contracts';
import { aReview, aSection } from '../../../../tests/support/reviewed.js';
import { speechCheck, stanceCheck } from './spoken.js';

const section = aSection({ id: 'answer', label: '答弁' });
const reviewed = (text: string, answers: Answers) => aReview(section, text, { answers });

describe('stanceCheck', () => {
  const found = (text: string, answers: Answers) =>
    stanceCheck(reviewed(text, answers)).map(({ excerpt, severity, fieldId }) => [excerpt, severity, fieldId]);

  it.each([
    ['検討してまいります。', '検討する'],
    ['研究してまいります。', '研究する'],
    ['直ちに行うことは困難であると考えております。', '困難'],
    ['来年度から整備いたします。', '実施する'],
    ['昨年度に実施しました。', '実施済み'],
  ])('hears the stance in %s', (text, stance) => {
    expect(found(text, { stance })).toEqual([]);
  });

  it.each([
    ['検討してまいります。', '研究する', 'error'],
    ['実施いたします。', '検討する', 'error'],
    ['検討してまいります。', '困難', 'error'],
    ['検討してまいります。', '実施する', 'warn'],
  ])('misses the stance in %s', (text, stance, severity) => {
    expect(found(text, { stance })).toEqual([[stance, severity, 'stance']]);
  });

  it('looks for those of the items where they have their own', () => {
    const stances = [
      { item: '病院', stance: '検討する' },
      { item: '給食費', stance: '困難' },
    ];
    expect(found('検討してまいります。無償化は困難です。', { stance: '研究する', stances })).toEqual([]);
    expect(found('検討してまいります。', { stance: '研究する', stances })).toEqual([['困難', 'error', 'stances']]);
  });
});

describe('speechCheck', () => {
  const found = (length: number, speakingTime: string) =>
    speechCheck(reviewed('あ'.repeat(length), { speakingTime })).map(({ title }) => title);

  it.each([720, 900, 1_080])('has nothing to say about %d characters in three minutes', (length) => {
    expect(found(length, '3分')).toEqual([]);
  });

  it('says that a speech is too short or too long', () => {
    expect(found(719, '3分')).toEqual(['短い答弁']);
    expect(found(1_081, '3分')).toEqual(['長い答弁']);
    expect(found(400, '1分')).toEqual(['長い答弁']);
  });

  it('does not count open questions and spaces, nor an empty section', () => {
    expect(speechCheck(reviewed(`${'あ'.repeat(300)}\n　【要確認：${'い'.repeat(100)}】`, { speakingTime: '1分' }))).toEqual([]);
    expect(found(0, '3分')).toEqual([]);
  });
});
