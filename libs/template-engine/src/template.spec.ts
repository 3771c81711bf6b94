import { libraryTemplate } from '../../../tests/support/library.js';
import { faultLine, openTemplate, readTemplate, TemplateError } from './template.js';

const BASE = libraryTemplate('tsuchi-taigai');

/** The faults of the letter with something changed in it, one a line. */
function faults(change: object): string[] {
  const reading = readTemplate({ ...structuredClone(BASE), ...change });
  return reading.ok ? [] : reading.faults.map(faultLine);
}

/** The letter's fields with one of them changed. */
function withField(id: string, change: object): { fields: unknown[] } {
  return { fields: BASE.fields.map((field) => (field.id === id ? { ...field, ...change } : field)) };
}

const [lead] = BASE.sections;

describe('readTemplate', () => {
  it('lets the letter pass', () => {
    expect(faults({})).toEqual([]);
  });

  it('names line and column of a mistake in a text', () => {
    expect(faults({ prompt: '一行目\n　{{nobody}}' })).toEqual(['prompt 2行目4字目: 「nobody」という項目はありません。']);
    expect(faults({ sections: [{ ...lead, boilerplate: '{{#if subject}}' }] })[0]).toContain('sections.0.boilerplate 1行目');
    expect(faults({ prompt: '一\n二\n{{#each subject}}{{/each}}' })).toEqual([
      'prompt 3行目1字目: 使えるのは {{#if 項目}} と {{#unless 項目}} だけです。',
    ]);
  });

  it('knows which placeholders an instruction may name', () => {
    const instructed = (instruction: string) => faults({ sections: [{ ...lead, instruction }] });
    expect(instructed('実施日は{{effectiveDate}}と書く。')).toEqual([]);
    expect(instructed('結論を先に書く。\n根拠は{{legalBasic}}のまま。')).toEqual([
      'sections.0.instruction 2行目6字目: 「legalBasic」という項目はありません。',
    ]);
    expect(instructed('番号は{{docNo}}。')).toEqual(['sections.0.instruction 1行目6字目: 「docNo」は、この節で使う目印にありません。']);
  });

  it.each([
    ['a choice without options', withField('honorific', { options: undefined }), 'に、選ぶもの（options）がありません。'],
    ['a default that is no option', withField('honorific', { default: '御前' }), '入力できる値ではありません。'],
    ['a default that is no number', withField('subject', { type: 'number', default: '5' }), '入力できる値ではありません。'],
    ['a default of a list', withField('subject', { type: 'lines', default: '一' }), '入力できる値ではありません。'],
    ['rows without columns', withField('items', { columns: undefined }), 'に、列（columns）がありません。'],
    ['columns of a text', withField('subject', { columns: [{ id: 'a', label: 'あ' }] }), '列（columns）を持てません。'],
    ['files that the model reads', withField('subject', { type: 'file', toLlm: 'raw' }), 'AIに読ませることはできません。'],
    ['kinds of files of a text', withField('subject', { accept: ['pdf'] }), '種類（accept）を決められません。'],
    ['too many files', withField('docNo', { type: 'file', maxRows: 21 }), 'ファイルは、20個までです。'],
    ['a file from the start', withField('docNo', { type: 'file', default: '図.pdf' }), '初めの値を持てません。'],
    ['a table of files', withField('items', { type: 'file', columns: undefined }), 'は表の項目ではありません。'],
    ['an order of texts', withField('subject', { notBefore: 'issueDate' }), '前後を決められません。'],
    ['an order after nothing', withField('effectiveDate', { notBefore: 'nobody' }), '項目「nobody」がありません。'],
    ['a hidden field in the form', withField('senderName', { hidden: true, default: 'x' }), '入力欄に置けません。'],
    ['a field that is in no group', { groups: BASE.groups.slice(1) }, 'の入力欄がありません。'],
    ['a field twice in the form', { groups: [...BASE.groups, { ...BASE.groups[0], id: 'again' }] }, 'が入力欄に二度出ます。'],
    ['a field twice', { fields: [...BASE.fields, BASE.fields[0]] }, '項目「docNo」が二つあります。'],
    ['a section that is printed nowhere', { sections: [lead, { ...lead, id: 'more' }] }, '節「more」が文書のどこにも出ません。'],
    ['a section that is not there', { sections: [] }, '節「lead」がありません。'],
    ['material that the model may not see', { sections: [{ ...lead, material: ['docNo'] }] }, 'AIが読む項目ではありません。'],
    ['limits the wrong way round', { sections: [{ ...lead, minChars: 900 }] }, '字数の下限が上限を超えています。'],
    ['a title of nothing', { title: '{{nobody}}' }, '項目「nobody」がありません。'],
    ['a format that is none', { layout: [...BASE.layout, { part: 'text', text: '{{docNo|loud}}' }] }, '「loud」という書き方'],
    ['a format with a field that is none', { layout: [...BASE.layout, { part: 'text', text: '{{docNo|until:gone}}' }] }, '「gone」'],
    ['a table of a text', { layout: [...BASE.layout, { part: 'table', table: 'subject' }] }, 'は表の項目ではありません。'],
    ['a sum of words', { layout: [...BASE.layout, { part: 'table', table: 'items', totals: ['value'] }] }, '合計できません。'],
    [
      'a sample that no clerk could send',
      { sample: { source: 'x', answers: {} } },
      'sample.answers.issueDate: 発信年月日を入力してください。',
    ],
  ])('refuses %s', (_, change, words) => {
    expect(faults(change)).toContainEqual(expect.stringContaining(words));
  });

  it.each([
    ['options', withField('honorific', { options: undefined })],
    ['default', withField('honorific', { default: '御前' })],
    ['columns', withField('subject', { columns: [{ id: 'a', label: 'あ' }] })],
    ['toLlm', withField('subject', { type: 'file', toLlm: 'raw' })],
    ['accept', withField('subject', { accept: ['pdf'] })],
    ['maxRows', withField('docNo', { type: 'file', maxRows: 21 })],
    ['notBefore', withField('effectiveDate', { notBefore: 'nobody' })],
    ['visibleWhen', withField('docNo', { visibleWhen: { field: 'nobody', isFilled: true } })],
    ['visibleWhen', withField('docNo', { visibleWhen: { field: 'docNo', isFilled: true } })],
    ['requiredWhen', withField('docNo', { requiredWhen: { field: 'nobody', isFilled: true } })],
    ['must.pattern', withField('reason', { must: { pattern: '.*.*号', message: 'x' } })],
    ['usual.pattern', withField('reason', { usual: { pattern: '.*.*号', message: 'x' } })],
  ])('tells what is wrong with a field at its property %s', (property, change) => {
    const [told = ''] = faults(change).filter((each) => !each.startsWith('sample.'));
    expect(told).toMatch(new RegExp(`^fields\\.[0-9]+\\.${property.replace('.', '\\.')}: `));
  });

  it('tells what is wrong with the use of a field in a section at its place in the list', () => {
    const known = lead?.material ?? [];
    const section = { ...lead, material: [...known, 'docNo', 'nobody'], mayUse: ['reason'], onlyWith: ['gone'], minChars: 900 };
    const place = known.length;
    expect(faults({ sections: [section] })).toEqual([
      `sections.0.material.${String(place)}: 項目「docNo」は、AIが読む項目ではありません。`,
      `sections.0.material.${String(place + 1)}: 項目「nobody」がありません。`,
      'sections.0.mayUse.0: 項目「reason」は、目印で渡す項目ではありません。',
      'sections.0.onlyWith.0: 項目「gone」がありません。',
      'sections.0.minChars: 節「lead」の字数の下限が上限を超えています。',
    ]);
  });

  describe('values in another form', () => {
    const columns = [{ id: 'role', label: '役割' }];
    const more = [
      { id: 'startAt', type: 'datetime' },
      { id: 'endAt', type: 'datetime' },
      { id: 'places', type: 'lines' },
      { id: 'people', type: 'rows', columns: [{ id: 'name', label: '氏名' }] },
      { id: 'roles', type: 'rows', columns },
    ].map((field) => ({ label: field.id, required: false, pii: 'none', toLlm: 'never', ...field }));
    const fields = [...BASE.fields, ...more];
    const groups = [...BASE.groups, { id: 'more', title: '追加', fields: more.map(({ id }) => id) }];
    const all = { part: 'plain', lines: more.map(({ id }) => `{{${id}}}`) };
    const told = (text: string, change: object = {}) =>
      faults({ fields, groups, layout: [...BASE.layout, all, { part: 'text', text }], ...change });

    it.each([
      '{{issueDate|weekday}}',
      '{{startAt|stretch:endAt}}　{{startAt|stretch}}',
      '{{endAt|until:startAt}}　{{endAt|until}}',
      '{{endAt|duration:startAt}}',
      '{{places|count}}　{{people|count}}',
      '{{people|names}}　{{people|spaced}}',
    ])('may be %s', (text) => {
      expect(told(text)).toEqual([]);
    });

    it.each([
      ['{{subject|weekday}}', '項目「subject」は、「weekday」の書き方では印刷できません。この書き方ができるのは、日付の項目です。'],
      ['{{startAt|weekday}}', '項目「startAt」は、「weekday」の書き方では印刷できません。この書き方ができるのは、日付の項目です。'],
      ['{{issueDate|until:startAt}}', '項目「issueDate」は、「until」の書き方では印刷できません。この書き方ができるのは、日時の項目です。'],
      ['{{endAt|until:issueDate}}', '「until」の「:」の後に書けるのは、日時の項目だけです。'],
      ['{{endAt|duration}}', '「duration」の後には、「:」に続けて、もう一つの日時の項目の番号を書いてください。'],
      ['{{issueDate|weekday:startAt}}', '「weekday」の後に、「:」は書けません。'],
      [
        '{{subject|count}}',
        '項目「subject」は、「count」の書き方では印刷できません。この書き方ができるのは、箇条書き、表、いくつか選ぶもの、添付ファイルの項目です。',
      ],
      [
        '{{roles|names}}',
        '項目「roles」は、「names」の書き方では印刷できません。この書き方ができるのは、添付ファイルの項目と、番号が「name」の列のある表の項目です。',
      ],
      ['{{places|spaced}}', '項目「places」は、「spaced」の書き方では印刷できません。この書き方ができるのは、表の項目です。'],
      ['{{subject|constructor}}', '「constructor」という書き方（|の後）はありません。'],
    ])('may not be %s, on the page or in the title', (text, message) => {
      expect(told(text)).toEqual([`layout.${String(BASE.layout.length + 1)}: ${message}`]);
      expect(told('文', { title: text })).toEqual([`title: ${message}`]);
    });
  });

  it.each(['if', 'unless', 'else'])('refuses a field whose id is the word %s of a condition, and names its place', (word) => {
    const at = `fields.${String(BASE.fields.length)}.id`;
    expect(faults({ fields: [...BASE.fields, { ...BASE.fields[0], id: word }] })).toContain(
      `${at}: 「${word}」は条件を書く語なので、項目の番号にできません。ほかの番号にしてください。`,
    );
  });

  it('refuses tests that look at what is not there', () => {
    const looksAt = { expect: [{ that: 'absent', section: 'gone' }], answer: { gone: '文です。' } };
    const test = { id: 'a', name: '通常', answers: BASE.sample.answers, ...looksAt };
    expect(faults({ tests: [test, test] })).toEqual(
      expect.arrayContaining([
        'tests.0.answer.gone: 節「gone」がありません。',
        'tests.0.expect.0.section: 節「gone」がありません。',
        'tests.1.id: 試験「a」が二つあります。',
      ]),
    );
  });

  it('refuses patterns that could take for ever', () => {
    const must = (pattern: string) => faults(withField('docNo', { must: { pattern, message: '違います。' } }));
    expect(must('^.{1,20}第[0-9-]+号(の[0-9]+)?$')).toEqual([]);
    expect(must('^(a+)+$')[0]).toContain('繰り返しは使えません');
    expect(must('^(a|aa)*$')[0]).toContain('繰り返しは使えません');
    expect(must('^.*.*.*x$')[0]).toContain('2つまで');
    expect(must('(?=a)')[0]).toContain('先読み');
    expect(must('(a)\\1')[0]).toContain('後方参照');
    expect(must('(')[0]).toContain('誤りがあります');
    expect(must(`^${'a?'.repeat(40)}b`)[0]).toContain('複雑すぎます');
    expect(must(`^${'(a|a)'.repeat(30)}b`)[0]).toContain('複雑すぎます');
    expect(must(`^${'.{0,20}'.repeat(8)}b`)[0]).toContain('複雑すぎます');
    expect(must('.*.*号')).toEqual([]);
    expect(faults(withField('reason', { must: { pattern: '.*.*号', message: 'x' } }))[0]).toContain('複雑すぎます');
    expect(must('(条|項|号|[0-9]{1,3})')).toEqual([]);
  });
});

describe('openTemplate', () => {
  it('opens what was published by older rules, and nothing of another form', () => {
    expect(openTemplate({ ...BASE, prompt: '{{nobody}}' }).prompt).toBe('{{nobody}}');
    expect(() => openTemplate({ ...BASE, fields: 'none' })).toThrow(TemplateError);
  });
});
