import { fieldSchema, textAnswer, type Answers } from '@bunan/contracts';
import fc from 'fast-check';
import { isCardNumber, isCorporateNumber, isMyNumber } from './personal-numbers.js';
import { screenAnswers } from './screen-answers.js';

const field = (id: string, more: object = {}) =>
  fieldSchema.parse({ id, label: id, type: 'longtext', required: false, pii: 'none', toLlm: 'raw', ...more });

const fields = [
  field('inquiry', { pii: 'mask' }),
  field('notes', { role: 'wish' }),
  field('recipient', { type: 'text', pii: 'name', toLlm: 'never' }),
  field('facts', {
    type: 'rows',
    columns: [
      { id: 'label', label: '項目' },
      { id: 'value', label: '内容' },
    ],
  }),
];

const screen = (answers: Answers) => screenAnswers(fields, answers);

describe('My Number', () => {
  it.each([
    '123456789018',
    '1234 5678 9018',
    '1234-5678-9018',
    '１２３４－５６７８－９０１８',
    '1234　5678　9018',
    '1234・5678・9018',
    '1234.5678.9018',
    '1234\n5678\n9018',
    '1234ー5678ー9018',
    '12\u200b34567890\u200b18',
    '1 2 3 4 5 6 7 8 9 0 1 8',
    '番号は1234–5678–9018です',
    '電話0123-45-6789、123456789018',
    '1234-5678-9018、電話は090-1234-5678',
    '番号 1 2 3 4 5 6 7 8 9 0 1 8、3人',
    '令和6年10月1日、1234 5678 9018',
  ])('is blocked as %j', (text) => {
    const { blocked } = screen({ inquiry: text });
    expect(blocked).toMatchObject([{ path: 'inquiry', code: 'personalNumber' }]);
    expect(JSON.stringify(blocked)).not.toContain('9018');
  });

  it('is found in every field and every row', () => {
    const blocked = screen({ notes: '123456789018', recipient: '123456789018', facts: [{ label: 'a', value: '1234-5678-9018' }] }).blocked;
    expect(blocked.map(({ path }) => path)).toEqual(['notes', 'recipient', 'facts.0.value']);
  });

  it.each([
    '123456789012',
    '12345678901',
    '1234567890180',
    '令和6年10月1日から11月30日まで',
    '0123-45-6789',
    '7000012050002',
    '1,200円、1,500円、1,800円',
    '0123-45-6789、0123-45-6788',
  ])('is not seen in %s', (text) => {
    expect(screen({ inquiry: text }).blocked).toEqual([]);
  });

  it('has the check digit of the law', () => {
    expect(isMyNumber('123456789018')).toBe(true);
    expect(isMyNumber('123456789019')).toBe(false);
  });
});

describe('card and corporate numbers', () => {
  it.each(['4111111111111111', '4111 1111 1111 1111', '５５５５－５５５５－５５５５－４４４４', '378282246310005'])(
    'blocks the card %s',
    (text) => {
      expect(screen({ inquiry: text }).blocked).toMatchObject([{ code: 'cardNumber' }]);
    },
  );

  it('lets corporate numbers pass', () => {
    expect(isCorporateNumber('7000012050002')).toBe(true);
    expect(isCorporateNumber('8000012010038')).toBe(true);
    expect(isCorporateNumber('7000012050003')).toBe(false);
    expect(screen({ inquiry: '法人番号は8000012010038です。' }).blocked).toEqual([]);
  });

  it('needs the check digit', () => {
    expect(isCardNumber('4111111111111112')).toBe(false);
  });
});

describe('contact data', () => {
  it.each([
    ['090-1234-5678', 'tel'],
    ['09012345678', 'tel'],
    ['０９０－１２３４－５６７８', 'tel'],
    ['(0123)45-6789', 'tel'],
    ['0120-306149', 'tel'],
    ['taro@example.jp', 'mail'],
    ['あおば市桜台2-14-7', 'address'],
    ['〒100-0001 東京都千代田区千代田1番1号', 'address'],
    ['みどり県あおば市中央1丁目2番3号', 'address'],
  ])('replaces %s', (value, kind) => {
    const { answers, masks } = screen({ inquiry: `連絡先は${value}。` });
    expect(masks).toMatchObject([{ id: `${kind}1`, kind, fieldId: 'inquiry' }]);
    expect(masks[0]?.value.endsWith(value)).toBe(true);
    expect(JSON.stringify(answers)).not.toContain(value.slice(-4));
  });

  it('masks a free-dial number whole and takes no local number for a postal code', () => {
    expect(screen({ inquiry: '0120-306149又は0570-090110へ' }).answers.inquiry).toBe('{{tel1}}又は{{tel2}}へ');
    expect(screen({ inquiry: '受付は225-2412番' }).masks).toEqual([]);
  });

  it.each(['令和6年10月1日', '2024-10-01', '10月14日から16日まで', '第3号', '1,000円', '10:00-11:00', '市内3か所', '100-0001'])(
    'leaves %s alone',
    (text) => {
      expect(screen({ inquiry: text }).masks).toEqual([]);
    },
  );
});

describe('names that the form knows', () => {
  it('replaces full and family names in free text', () => {
    const { answers, masks } = screen({ recipient: '高﨑　美穂様', inquiry: '高﨑です。娘は高﨑結衣、私は高﨑美穂。' });
    expect(answers.inquiry).toBe('{{name1}}です。娘は{{name1}}結衣、私は{{name2}}。');
    expect(masks.map((mask) => mask.value)).toEqual(['高﨑', '高﨑美穂']);
  });

  it('leaves a family name of one character', () => {
    expect(screen({ recipient: '森　一郎', inquiry: '森林を守る' }).masks).toEqual([]);
  });

  it('does not take braces, marks or numbers for a name', () => {
    const typed = '{{7*7}} {{#each this}}x{{/each}}';
    expect(screen({ recipient: typed, inquiry: typed }).answers.inquiry).toBe(typed);
    expect(screen({ recipient: '第3　地区', inquiry: '第3地区の件' }).masks).toEqual([]);
  });

  it('takes a family name alone from a column of names, but no title and no single character', () => {
    const people = field('people', { type: 'rows', pii: 'name', toLlm: 'never', columns: [{ id: 'name', label: '氏名' }] });
    const answers = {
      people: ['堀内', '事務局', '沖', 'ハリス様'].map((name) => ({ name })),
      inquiry: '堀内と沖が事務局とハリスに聞いた。',
    };
    expect(screenAnswers([...fields, people], answers).answers.inquiry).toBe('{{name1}}と沖が事務局と{{name2}}に聞いた。');
  });

  it('knows names with every spelling of their characters', () => {
    const name = '葛\u{e0100}城　𠮷太郎';
    expect(screen({ recipient: name, inquiry: `${name}です` }).answers.inquiry).toBe('{{name1}}です');
  });

  it('does not take a title for a name', () => {
    expect(screen({ recipient: '自治会　代表者', inquiry: '代表者の自治会' }).masks).toEqual([]);
  });
});

describe('masks', () => {
  it('never take an id that is typed or a field', () => {
    const { masks } = screen({ inquiry: '{{tel1}} 090-1234-5678', notes: '' });
    expect(masks.map((mask) => mask.id)).toEqual(['tel2']);
  });

  it('give the text back exactly', () => {
    const piece = fc.constantFrom(
      '090-1234-5678',
      'a@b.jp',
      '山田　太郎',
      '山田',
      '{{tel1}}',
      'あおば市桜台2-14-7',
      '、',
      '12',
      '𠮷',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const inquiry = pieces.join('');
        const { answers, masks } = screen({ recipient: '山田　太郎', inquiry });
        const back = masks.reduce((text, mask) => text.replaceAll(`{{${mask.id}}}`, mask.value), textAnswer(answers.inquiry));
        expect(back).toBe(inquiry);
      }),
    );
  });
});

describe('a text that was written before', () => {
  const screenText = (text: string, answers: Answers, then: Answers) =>
    screenAnswers(fields, answers, { texts: { body: [{ text }, { field: 'notes' }] }, answers: then });

  it('has the names of both forms and contact data replaced; values of the form stay values', () => {
    const then = { recipient: '海老原　沙也加' };
    const { texts, masks } = screenText('海老原様と別所様へ。電話は090-1234-5678。', { recipient: '別所　守' }, then);
    expect(JSON.stringify(texts)).not.toMatch(/海老原|別所|090/);
    expect(masks.map(({ value }) => value)).toEqual(expect.arrayContaining(['海老原', '別所', '090-1234-5678']));
    expect(texts.body?.at(-1)).toEqual({ field: 'notes' });
  });

  it('is given no id that stands in it as plain text', () => {
    const { texts, masks } = screenText('{{tel1}}は090-1234-5678', {}, {});
    expect(masks.map(({ id }) => id)).toEqual(['tel2']);
    expect(texts.body?.[0]).toEqual({ text: '{{tel1}}は{{tel2}}' });
  });
});
