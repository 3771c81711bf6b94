import {
  checkSchema,
  fieldSchema,
  writtenSectionSchema,
  type Answers,
  type Finding,
  type Line,
  type StyleProfileId,
} from '@bunan/contracts';
import { reviewDraft } from './review-draft.js';

const field = (id: string, label: string, more: object = {}) =>
  fieldSchema.parse({ id, label, type: 'longtext', required: false, pii: 'none', toLlm: 'raw', ...more });

const fields = [
  field('facts', '根拠となる事実'),
  field('inquiry', '問合せの内容', { pii: 'mask' }),
  field('deadline', '期限', { type: 'date', toLlm: 'placeholder' }),
  field('agenda', '議題', { type: 'lines' }),
  field('attendees', '出席者', { type: 'rows', columns: [{ id: 'name', label: '氏名' }] }),
];

interface Case {
  readonly answers?: Answers;
  readonly section?: object;
  readonly profile?: StyleProfileId;
}

function review(text: string | Line, { answers = {}, section = {}, profile = 'taigai-koyobun' }: Case = {}): Finding[] {
  const written = writtenSectionSchema.parse({
    id: 'body',
    label: '本文',
    instruction: '書く',
    style: 'desu-masu',
    minChars: 0,
    maxChars: 500,
    maxSentenceChars: 80,
    maxTokens: 500,
    material: ['facts'],
    boilerplate: '',
    ...section,
  });
  const line = typeof text === 'string' ? [{ text }] : text;
  return reviewDraft({ template: { fields, sections: [written], styleProfile: profile }, answers, texts: { body: line } });
}

const rules = (text: string | Line, more?: Case) => review(text, more).map(({ rule, excerpt }) => `${rule} ${excerpt}`);

describe('facts that nobody has filled in', () => {
  const answers = {
    facts:
      '令和6年10月1日から。9/12と11/20(金)も。17時まで。費用は98,411円、電話0123-45-6789、mail@example.lg.jp。対象は0-2歳の三百人、14校、約8割、R6.6.3～6.28',
    deadline: '2024-10-31',
    agenda: ['一', '二', '三'],
  };

  it.each([
    '令和６年１０月１日から始めます。',
    '2024年10月1日（火）です。',
    '9月12日と11月20日です。',
    '令和6年6月3日から6月28日までです。',
    '午後5時までです。',
    '費用は9万8,411円です。',
    '電話は０１２３－４５－６７８９です。',
    '0歳から2歳までの300人が対象です。',
    '議題は3件です。',
    '期限は10月31日です。',
    '令和6年度の事業です。',
    '1　概要\n2　経過',
  ])('has nothing to say about %s', (text) => {
    expect(rules(text, { answers })).toEqual([]);
  });

  it.each([
    ['令和6年10月2日です。', 'facts.date 令和6年10月2日'],
    ['令和7年10月1日です。', 'facts.date 令和7年10月1日'],
    ['午後6時までです。', 'facts.time 午後6時'],
    ['午前5時までです。', 'facts.time 午前5時'],
    ['費用は98,412円です。', 'facts.number 98,412円'],
    ['電話は0123-45-6780です。', 'facts.tel 0123-45-6780'],
    ['mail@example.jpへ。', 'facts.mail mail@example.jp'],
    ['対象は14人です。', 'facts.number 14人'],
    ['四百人が集まりました。', 'facts.number 四百人'],
  ])('points at the place in %s', (text, found) => {
    const place = review(text, { answers })[0]?.range ?? { start: 0, end: 0 };
    expect(rules(text, { answers })).toEqual([found]);
    expect(found.endsWith(` ${text.slice(place.start, place.end)}`)).toBe(true);
  });

  it('leaves values of the form alone', () => {
    expect(rules([{ text: '期限は' }, { text: '令和9年9月9日', field: 'deadline' }, { text: 'です。' }])).toEqual([]);
  });
});

describe('dates', () => {
  it.each([
    ['令和6年2月30日です。', 'date.valid 令和6年2月30日'],
    ['平成31年5月1日です。', 'date.valid 平成31年5月1日'],
    ['令和6年10月1日（水）です。', 'date.weekday 水'],
  ])('%s', (text, found) => {
    expect(rules(text, { answers: { facts: text } })).toEqual([found]);
  });

  it('offers the right weekday', () => {
    const text = '令和6年10月1日（水曜日）です。';
    expect(review(text, { answers: { facts: text } })[0]?.fix).toEqual({ label: '「火曜日」に直す', replacement: '火' });
    expect(rules('令和6年10月1日（火曜日）です。', { answers: { facts: '令和6年10月1日' } })).toEqual([]);
  });
});

describe('placeholders', () => {
  it.each(['{{deadline}}', '{{unknown}}', '{deadline}', '{{ deadline }}', '{{deadline}', '｛｛deadline｝｝', '{{', '}}', '〇〇', '○○'])(
    'sees %s that is left',
    (left) => {
      expect(rules(`期限は${left}です。`)).toEqual([`placeholder ${left}`]);
    },
  );

  it('misses a value that must be there, and not one that is', () => {
    const more = { section: { mustUse: ['deadline'] }, answers: { deadline: '2024-10-31' } };
    expect(review('期限を守ってください。', more)).toMatchObject([
      { rule: 'value.missing', excerpt: '期限', fieldId: 'deadline', range: null },
    ]);
    expect(rules([{ text: '令和6年10月31日', field: 'deadline' }, { text: 'です。' }], more)).toEqual([]);
    expect(rules('期限を守ってください。', { section: { mustUse: ['deadline'] } })).toEqual([]);
  });

  it('shows a question of the model with the field that it asks about', () => {
    const text = '費用は【要確認：期限と費用】です。';
    expect(review(text)).toMatchObject([
      {
        rule: 'question',
        severity: 'error',
        fieldId: 'deadline',
        message: '期限と費用。確かめて書き直してください。',
        excerpt: '【要確認：期限と費用】',
      },
    ]);
    expect(review('【要確認：金額】')).toMatchObject([{ fieldId: null }]);
  });
});

describe('marks, words and style', () => {
  it.each([
    ['**重要**です。', 'markdown **'],
    ['以下に案文を作成しました。', 'ai.preamble 以下に案文を作成しました。'],
    ['AIとして答えます。', 'ai.preamble AIとして答えます。'],
    ['お待ちします😀。', 'emoji 😀'],
    ['市民および団体です。', 'terms および'],
    ['ご案内します。', 'terms ご案内'],
    ['見て下さい。', 'terms て下さい'],
    ['市民，団体です。', 'terms ，'],
    ['ぜひ来てください！', 'terms ！'],
    ['これは記録である。', 'style.mix である。'],
  ])('%s', (text, found) => {
    expect(rules(text)).toContain(found);
  });

  it.each(['市民及び団体です。', '御案内します。', '見てください。', '日付は記録のとおりです。', '市民が来てくださいました。'])(
    'accepts %s',
    (text) => {
      expect(rules(text)).toEqual([]);
    },
  );

  it('is less strict where the reader is a resident', () => {
    expect(rules('ご案内します。', { profile: 'jumin' })).toEqual([]);
    expect(rules('必ず実施します。', { profile: 'jumin' })).toEqual(['promise 必ず', 'promise 実施します']);
    expect(rules('実施します。', { profile: 'jumin', answers: { facts: '10月に実施する' } })).toEqual([]);
  });

  it('wants である in minutes', () => {
    const section = { style: 'dearu' };
    expect(rules('承認しました。', { section, profile: 'gijiroku' })).toEqual(['style.mix ました。']);
    expect(rules('承認した。', { section, profile: 'gijiroku' })).toEqual([]);
  });
});

describe('lengths', () => {
  it('knows sections and sentences that are too long, too short or empty', () => {
    const section = { minChars: 10, maxChars: 60, maxSentenceChars: 20 };
    expect(rules('短いです。', { section })).toEqual(['length.section 本文']);
    expect(rules('なし', { section })).toEqual([]);
    expect(review(' \n', { section })).toMatchObject([{ rule: 'section.empty', severity: 'error' }]);
    expect(rules('あ'.repeat(21) + '。', { section })).toEqual([`length.sentence ${'あ'.repeat(21)}。`]);
    expect(rules(`${'あ'.repeat(18)}。`.repeat(4), { section })).toEqual(['length.section 本文']);
  });

  it('counts 𠮷 as one character', () => {
    expect(rules('𠮷'.repeat(10), { section: { maxChars: 10 } })).toEqual([]);
  });
});

describe('personal data of residents', () => {
  const answers = { inquiry: '連絡先は090-1234-5678、あおば市桜台2-14-7です。' };

  it('must not come back', () => {
    expect(rules('090-1234-5678に電話します。', { answers })).toEqual(['personal-data 090-1234-5678']);
    expect(rules('御連絡します。', { answers })).toEqual([]);
  });
});

describe('checks by section', () => {
  const checked = (check: string, answers: Answers = {}): Case => ({
    section: { checks: [check], style: 'dearu', maxChars: 9_000 },
    answers,
  });

  it('note: the text speaks of the 記 below it', () => {
    expect(rules('変更した。', checked('note'))).toEqual(['note.pair 本文']);
    expect(rules('下記のとおり変更した。', checked('note'))).toEqual([]);
  });

  it('law: only laws that were filled in', () => {
    const given = checked('law', { facts: 'あおば市都市公園条例第5条' });
    expect(rules('都市公園条例第5条による。', given)).toEqual([]);
    expect(rules('地方自治法第5条による。', given)).toEqual(['law.reference 地方自治法']);
    expect(rules('この方法により、実施する。', given)).toEqual([]);
  });

  it('sanction and blame: words to look at twice', () => {
    expect(rules('申請を却下する。', checked('sanction'))).toEqual(['sanction.phrase 却下']);
    expect(rules('申請を受け付ける。', checked('sanction'))).toEqual([]);
    expect(rules('御理解ください。', checked('blame'))).toContain('blame.phrase 御理解ください');
    expect(rules('御不便をお掛けする。', checked('blame'))).toEqual([]);
  });

  it('speakers: only people of the meeting', () => {
    const meeting = checked('speakers', { attendees: [{ name: '青木　真由美' }], facts: '事務局（西田係長）　説明する。' });
    expect(rules('議題1　路線\n青木委員　賛成する。\n事務局（西田係長）　説明する。', meeting)).toEqual([]);
    expect(rules('青木　真由美\n事務局　説明する。\n（質疑）', meeting)).toEqual([]);
    expect(rules('鈴木委員　反対する。', meeting)).toEqual(['minutes.speaker 鈴木委員']);
  });

  it('agenda: every item is taken up', () => {
    const meeting = checked('agenda', { agenda: ['路線の見直しについて', '運賃の改定について'] });
    expect(review('路線の見直しについて\n承認した。', meeting)).toMatchObject([
      { rule: 'minutes.agenda', excerpt: '運賃の改定について', fieldId: 'agenda' },
    ]);
    expect(rules('議題1　路線の見直しについて\n議題2　運賃の改定について', meeting)).toEqual([]);
  });

  it('evidence: decisions that the record speaks of', () => {
    const meeting = checked('evidence', { facts: '会長　原案のとおり承認することに異議はないか。（異議なし）' });
    expect(rules('原案のとおり承認した。', meeting)).toEqual([]);
    expect(rules('庁舎の建設を中止した。', meeting)).toEqual(['minutes.evidence 庁舎の建設を中止した。']);
    expect(rules('なし', meeting)).toEqual([]);
  });

  it('condensed: neither a copy nor a line', () => {
    const meeting = checked('condensed', { facts: '発言の記録。'.repeat(500) });
    expect(review('発言の記録。'.repeat(450), meeting)).toMatchObject([{ rule: 'minutes.condensed', severity: 'info' }]);
    expect(rules('発言。', meeting)).toEqual(['minutes.condensed 本文']);
    expect(rules('発言の記録。'.repeat(100), meeting)).toEqual([]);
  });
});

it('gives every finding an id of its own, in the order of the text', () => {
  const findings = review('9月9日と8月8日と9月9日に{{x}}を見て下さい。');
  expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
  expect(findings.map(({ range }) => range?.start ?? -1)).toEqual(
    findings.map(({ range }) => range?.start ?? -1).toSorted((a, b) => a - b),
  );
});

describe('a text that is all of one kind', () => {
  // A rule that begins anew at every character would be at it for minutes.
  it.each(['1', 'a', '\n', ' 　', '「', '0123-45-', '1,', 'Q：', '都市公園'])('is gone through to its end: %j', (unit) => {
    const text = unit.repeat(100_000 / unit.length);
    expect(rules(text, { answers: { facts: text, inquiry: text }, section: { checks: checkSchema.options } })).toContain(
      text.trim() === '' ? 'section.empty ' : 'length.section 本文',
    );
  });
});
