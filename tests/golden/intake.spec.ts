import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fieldProposalSchema, proposalsViewSchema, type ProposalsView } from '@bunan/contracts';
import { proposeTemplate, readDocx } from '@bunan/intake';
import { assembleDocument, boilerplateTexts, sampleAnswers } from '@bunan/template-engine';
import { layoutProfile, renderDocx } from '@bunan/word';
import { LIBRARY, libraryTemplate } from '../support/library.js';

/** Documents of あおば市, which does not exist, as an office would have them in its folders. */
const read = (name: string): ProposalsView => proposeTemplate(readDocx(readFileSync(join(__dirname, 'intake', `${name}.docx`))));

const inShort = ({ fields, sections }: ProposalsView) => ({
  fields: fields.map(({ id, label, type }) => `${label} ${id} ${type}`),
  sections: sections.map(({ id, label }) => `${label} ${id}`),
});

/** What a clerk would enter and what is written, looked at one by one. */
const EXPECTED: Readonly<Record<string, ReturnType<typeof inShort>>> = {
  'tsuchi-taigai-1': {
    fields: [
      '文書番号 docNo text',
      '発信年月日 issueDate date',
      '宛先 addressee text',
      '敬称 honorific select',
      '発信者職名 senderTitle text',
      '発信者氏名 senderName person',
      '件名 subject text',
      '挨拶 greeting text',
      '箇所数 field number',
      '変更日 changeDate date',
      '対象となる公園 target text',
      '変更の内容 content text',
      '同封 enclosures text',
      '担当 contactDept text',
      '電話 contactTel tel',
      'メール contactEmail email',
    ],
    sections: ['本文 lead'],
  },
  kaigiroku: {
    fields: [
      '表題 docTitle text',
      '開催日時（開始） heldAt datetime',
      '開催日時（終了） heldAt2 datetime',
      '開催場所 place text',
      '出席者 attendees text',
      '出席者（2） attendees2 rows',
      '欠席者 absentees text',
      '公開・非公開の別 field select',
      '傍聴者数 observers number',
      '会議資料 materials lines',
      '議題 agenda lines',
      'コミュニティバスの路線の見直しについて field2 rows',
      'コミュニティバスの運賃の改定について field3 rows',
      '令和6年度の利用促進事業について field4 rows',
      '決定事項 decisions lines',
      '今後の対応（宿題） field5 rows',
      '次回の開催予定 field6 longtext',
    ],
    sections: [],
  },
  'juji-meibo': {
    fields: [
      '発信年月日 issueDate date',
      '宛先 addressee text',
      '所在地 address text',
      '商号又は名称 companyName text',
      '代表者職氏名 representative text',
      '契約名 contractName text',
      '契約番号 contractNo text',
      '契約期間 contractPeriod daterange',
      '届出の区分 category select',
      '研修実施日 field text',
      '氏名 personName text',
      '所属・役職 position text',
      '連絡先 contact text',
      '資格 qualification text',
      '従事者 field2 rows',
    ],
    sections: ['作業責任者及び従事者名簿 section'],
  },
};

describe('proposals from old documents', () => {
  it.each(Object.keys(EXPECTED))('finds in %s what a clerk would enter', (name) => {
    expect(inShort(read(name))).toEqual(EXPECTED[name]);
  });

  it('makes a written section of each heading with prose below, and links the facts that stand in it', () => {
    const { fields, sections } = read('kanryo-hokoku');
    expect(sections.map(({ label }) => label)).toEqual([
      '業務完了報告書',
      '環境の構築及び提供（令和6年7月）',
      '操作研修の実施（令和6年8月から10月まで）',
      '運用の支援（令和6年8月から令和7年3月まで）',
    ]);
    const completion = fields.find(({ label }) => label === '完了年月日');
    expect(completion?.found).toHaveLength(2);
    expect(sections[0]?.fields).toEqual([completion?.id]);
    expect(fields.find(({ label }) => label === '成果物')?.columns?.map(({ label, type }) => `${label} ${type}`)).toEqual([
      '名称 text',
      '数量 text',
      '形式 text',
      '納品日 date',
    ]);
  });

  it.each(['juji-meibo', 'kaigiroku', 'kaito', 'kanryo-hokoku', 'shimin-kaito', 'tsuchi-taigai-1', 'tsuchi-taigai-2'])(
    'proposes of %s only what a template can have, and never shows a model a name, a telephone or a mail address',
    (name) => {
      const proposals = read(name);
      expect(proposalsViewSchema.safeParse(proposals).success).toBe(true);
      const ids = [...proposals.fields, ...proposals.sections].map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const { label, type, toLlm, pii } of proposals.fields) {
        const isPersonal = pii === 'name' || pii === 'staff' || ['tel', 'email', 'person'].includes(type);
        expect({ label, toLlm: isPersonal ? toLlm : 'never' }).toEqual({ label, toLlm: 'never' });
      }
    },
  );

  it.each(LIBRARY)('reads what our own renderer has made of %s', async (id) => {
    const template = libraryTemplate(id);
    const profile = layoutProfile('11pt');
    const answers = sampleAnswers(template);
    const model = assembleDocument(template, answers, boilerplateTexts(template, answers), profile.policies);
    const file = await renderDocx(model, { profile, cityName: 'あおば市', status: 'draft', practice: false });
    const { fields } = proposeTemplate(readDocx(file));
    // A speech has little beside its text: the event, its day, the speaker.
    expect(fields.length).toBeGreaterThanOrEqual(3);
    expect(fields.every((field) => fieldProposalSchema.safeParse(field).success)).toBe(true);
    const telephone = answers.contactTel;
    if (typeof telephone === 'string' && telephone !== '') {
      expect(fields).toContainEqual(expect.objectContaining({ type: 'tel', toLlm: 'never' }));
    }
  });
});
