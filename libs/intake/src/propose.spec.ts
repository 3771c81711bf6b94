import type { IntakeBlock } from './blocks.js';
import { proposeTemplate } from './propose.js';

const p = (text: string, more: object = {}): IntakeBlock => ({ kind: 'paragraph', text, numbering: null, level: null, ...more });
const table = (...rows: readonly (readonly string[])[]): IntakeBlock => ({ kind: 'table', rows });

const fieldsOf = (...blocks: IntakeBlock[]) => proposeTemplate(blocks).fields;
const shape = (...blocks: IntakeBlock[]) => fieldsOf(...blocks).map(({ label, type }) => [label, type]);

describe('proposeTemplate', () => {
  it('finds number, day, addressee, sender and subject of a letter', () => {
    const letter = [
      p('６都公第２１３号'),
      p('令和６年１０月１日'),
      p('田中　花子　様'),
      p('あおば市長　緑川　一郎'),
      p('公園の利用について（通知）'),
      p('記'),
    ];
    expect(shape(...letter)).toEqual([
      ['文書番号', 'text'],
      ['発信年月日', 'date'],
      ['宛先', 'text'],
      ['敬称', 'select'],
      ['発信者職名', 'text'],
      ['発信者氏名', 'person'],
      ['件名', 'text'],
    ]);
    expect(fieldsOf(...letter).find(({ id }) => id === 'addressee')).toMatchObject({
      pii: 'name',
      toLlm: 'never',
      found: [{ block: 2, words: '田中　花子　様' }],
    });
  });

  it.each(['市内各自治会長　様', '株式会社みどり　御中', '保護者各位', '（宛先）あおば市長'])('takes %s for no person', (line) => {
    expect(fieldsOf(p(line))[0]).toMatchObject({ label: '宛先', pii: 'none' });
  });

  it('takes a value with a label for the same fact in the text, whichever comes first', () => {
    const { fields, sections } = proposeTemplate([
      p('令和6年11月1日から公園の利用時間を変更しますので、お知らせします。'),
      p('変更日\t令和6年11月1日（金曜日）'),
    ]);
    expect(fields).toMatchObject([{ label: '変更日', type: 'date', found: [{ block: 1 }, { block: 0, words: '令和6年11月1日' }] }]);
    expect(sections).toMatchObject([{ id: 'lead', label: '本文', style: 'desu-masu', fields: [fields[0]?.id] }]);
  });

  it('finds facts in running text, each once', () => {
    const text =
      '申込みは鈴木　健太様から03-1234-5678へ、参加費は1,000円、定員は20人で、令和6年12月1日までです。参加費の1,000円は当日お持ちください。';
    const found = fieldsOf(p(text)).map(({ label, toLlm, pii, found: places }) => [label, toLlm, pii, places.length]);
    expect(found).toEqual(
      expect.arrayContaining([
        ['氏名', 'never', 'name', 1],
        ['電話', 'never', 'none', 1],
        ['金額', 'placeholder', 'none', 2],
        ['人数', 'placeholder', 'none', 1],
        ['期限', 'placeholder', 'none', 1],
      ]),
    );
  });

  it('leaves numbers of laws alone', () => {
    expect(fieldsOf(p('あおば市都市公園条例第5条第1項及び平成28年あおば市告示第52号の規定によるものです。'))).toEqual([]);
  });

  it('makes rows of a table with a head, with the types of its columns', () => {
    const [field] = fieldsOf(
      p('従事者の名簿', { level: 0 }),
      table(
        ['番号', '氏名', '生年月日', '報酬'],
        ['1', '白井　拓也', '平成2年4月1日', '1,000円'],
        ['2', '黒田　恵', '平成3年5月2日', '900円'],
        ['合計', '', '', '1,900円'],
      ),
    );
    expect(field).toMatchObject({ label: '従事者の名簿', type: 'rows', toLlm: 'never', pii: 'name' });
    expect(field?.columns?.map(({ label, type }) => [label, type])).toEqual([
      ['番号', 'number'],
      ['氏名', 'text'],
      ['生年月日', 'date'],
      ['報酬', 'amount'],
    ]);
  });

  it('makes a field of each line of a frame', () => {
    expect(shape(table(['受注者', '所在地', 'あおば市中央1丁目'], ['', '代表者職氏名', '代表取締役　白石　健']))).toEqual([
      ['所在地', 'text'],
      ['代表者職氏名', 'text'],
    ]);
    expect(shape(table(['契約名', '業務委託'], ['契約期間', '令和6年7月1日から令和7年3月31日まで']))).toEqual([
      ['契約名', 'text'],
      ['契約期間', 'daterange'],
    ]);
  });

  it('makes a section of a heading with paragraphs below, and a list of lines that follow one another', () => {
    const { fields, sections } = proposeTemplate([
      p('経緯', { level: 0 }),
      p('要望が寄せられた。'),
      p('調査を行った。'),
      p('１　持ち物'),
      p('・筆記用具'),
      p('・上履き'),
    ]);
    expect(sections).toMatchObject([{ id: 'background', label: '経緯', style: 'dearu', found: [{ block: 1 }, { block: 2 }] }]);
    expect(fields).toMatchObject([{ type: 'lines', found: [{ words: expect.stringContaining('筆記用具\n上履き') }] }]);
  });

  it('makes rows of questions with their answers, and of speakers', () => {
    expect(shape(p('問1　いつから始まりますか。'), p('答　来月からです。'), p('問2　費用は要りますか。'), p('答　要りません。'))).toEqual([
      ['質問と回答', 'rows'],
    ]);
    expect(shape(p('○会長　始めます。'), p('○事務局　資料を説明します。'))).toEqual([['発言', 'rows']]);
  });

  it('keeps a greeting apart, and what is the same in every document out', () => {
    const { fields, sections } = proposeTemplate([
      p('日頃から市政に御協力を賜り、厚く御礼申し上げます。'),
      p('下記のとおり行います。'),
      p('記'),
      p('以　上'),
    ]);
    expect(fields.map(({ label }) => label)).toEqual(['挨拶']);
    expect(sections).toHaveLength(1);
  });

  it('gives each id once, and ids that a template may have', () => {
    const blocks = Array.from({ length: 30 }, (_, index) => p(`期限\t令和6年10月${String(index + 1)}日`));
    const ids = fieldsOf(...blocks).map(({ id }) => id);
    expect(new Set(ids).size).toBe(30);
    expect(ids.every((id) => /^[a-z][A-Za-z0-9]{0,39}$/.test(id))).toBe(true);
  });

  it('proposes no more fields than a template may have', () => {
    const blocks = Array.from({ length: 1_000 }, (_, index) =>
      p(`項目${String(index)}\t値${String(index)}。参加者は${String(index)}人です。`),
    );
    expect(fieldsOf(...blocks)).toHaveLength(200);
  });

  it('has nothing to say of an empty document', () => {
    expect(proposeTemplate([])).toEqual({ fields: [], sections: [], blocks: [], blocksLeft: 0 });
  });

  it('takes no longer than a moment for a paragraph that is made to take long', () => {
    const began = performance.now();
    for (const text of [
      '1'.repeat(100_000),
      '様'.repeat(100_000),
      'あ　'.repeat(50_000),
      '部長 '.repeat(30_000),
      '第1号'.repeat(30_000),
      `${'a'.repeat(100_000)}。`,
    ]) {
      proposeTemplate([p(`${text}。`), p(text)]);
    }
    expect(performance.now() - began).toBeLessThan(30_000);
  });
});
