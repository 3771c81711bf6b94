import { aReview, aSection } from '../../../../tests/support/reviewed.js';
import { claimCheck, pressLeadCheck } from './press.js';

const section = aSection({ label: 'リード' });
const reviewed = (text: string, input = '') => aReview(section, text, { input });

describe('claimCheck', () => {
  const found = (text: string, input?: string) => claimCheck(reviewed(text, input)).map(({ excerpt }) => excerpt);

  it.each([
    ['全国初の窓口です。', '全国初'],
    ['県内で唯一の施設です。', '県内で唯一'],
    ['過去最多の参加者を見込みます。', '過去最多'],
    ['画期的な取組です。', '画期的'],
  ])('points at %s', (text, words) => {
    expect(found(text)).toEqual([words]);
  });

  it('says nothing of a claim that was given, nor of ordinary words', () => {
    expect(found('県内で唯一の窓口です。', '県内で唯一（県に確認）')).toEqual([]);
    expect(found('初めに開会式を行い、最初の30人に配ります。初心者も参加できます。')).toEqual([]);
  });

  it('looks only at what was written, not at values of the form', () => {
    const text = '日本一の祭り';
    expect(claimCheck({ ...reviewed(text), line: [{ text, field: 'headline' }] })).toEqual([]);
  });
});

describe('pressLeadCheck', () => {
  const missing = (text: string) => pressLeadCheck(reviewed(text)).map(({ message }) => message.split('が見当たり')[0]);

  it.each([
    'あおば市は、令和6年11月10日に市民防災フェアを開催します。',
    'あおば市と市自主防災組織連絡協議会は、11月から相談を受け付けます。',
    '市消防本部では、令和6年度の訓練を実施します。',
    'あおば祭実行委員会が、元日に式典を開きます。',
  ])('finds when and who in %s', (text) => {
    expect(missing(text)).toEqual([]);
  });

  it('says what is missing', () => {
    expect(missing('市民防災フェアを11月10日に開催します。')).toEqual(['リードに「誰が」']);
    expect(missing('市は、フェアを開催します。')).toEqual(['リードに「いつ」']);
    expect(missing('フェアを開催します。')).toEqual(['リードに「いつ」「誰が」']);
    expect(missing('')).toEqual([]);
  });
});
