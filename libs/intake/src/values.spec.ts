import { isTyped, kindOf } from './values.js';

describe('kindOf', () => {
  it.each([
    ['令和6年10月1日', 'date'],
    ['令和６年１０月１日（火曜日）', 'date'],
    ['令和6年8月20日（火曜日）午前10時から午前11時45分まで', 'datetime'],
    ['令和6年7月1日から令和7年3月31日まで', 'daterange'],
    ['令和6年11月（日時は、改めて通知する。）', 'longtext'],
    ['6,600,000円（消費税及び地方消費税の額を含む。）', 'amount'],
    ['金１０，０００円', 'amount'],
    ['15か所', 'number'],
    ['延べ312人', 'number'],
    ['14日間', 'number'],
    ['0123-45-6789（内線2345）', 'tel'],
    ['kouen@city.aoba.example.jp', 'email'],
    ['あおば市長　緑川　一郎', 'person'],
    ['6総情契第17号', 'text'],
    ['公開', 'select'],
    ['若葉中央公園', 'text'],
    ['申込みは要りません。直接お越しください。', 'longtext'],
  ])('takes %s for %s', (value, type) => {
    expect(kindOf(value).type).toBe(type);
  });

  it.each([
    ['氏名', '白井　拓也', 'never', 'name'],
    ['欠席者', '委員1人（松本　千春）', 'never', 'name'],
    ['担当', '総務課　山田', 'never', 'staff'],
    ['所在地', 'みどり県あおば市中央1丁目', 'never', 'none'],
    ['電話', '0123-45-6789', 'never', 'none'],
    ['宛先', 'あおば市長　緑川　一郎', 'never', 'staff'],
    ['場所', '市役所本庁舎', 'placeholder', 'none'],
    ['期限', '令和6年10月1日', 'placeholder', 'none'],
    ['経緯', '苦情が続きました。調べたところ、次のことが分かりました。', 'raw', 'mask'],
  ])('shows a model of %s (%s): %s, and knows whose data it is: %s', (label, value, toLlm, pii) => {
    expect(kindOf(value, label)).toMatchObject({ toLlm, pii });
  });

  it('looks at no more of a long text than it must', () => {
    const began = performance.now();
    for (const text of [
      '1'.repeat(300_000),
      'から'.repeat(150_000),
      `${'a.'.repeat(150_000)}@`,
      ' '.repeat(300_000),
      '令和6年1月1日'.repeat(30_000),
    ]) {
      kindOf(text);
    }
    expect(performance.now() - began).toBeLessThan(30_000);
  });
});

describe('isTyped', () => {
  it('tells values from plain words', () => {
    expect(['令和6年10月1日', '3人', '公園', '短い文です。次の文です。'].map(isTyped)).toEqual([true, true, false, false]);
  });
});
