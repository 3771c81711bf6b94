import type { Field } from '@bunan/contracts';
import { publishTemplates } from '@bunan/drafts';
import type { DataSource } from 'typeorm';

const KEPT = { required: false, pii: 'none', toLlm: 'never' } as const;

type FieldInput = Pick<Field, 'id' | 'label' | 'type'> & Partial<Omit<Field, 'columns'>> & { readonly columns?: readonly object[] };

const FIELDS: readonly FieldInput[] = [
  { id: 'subject', label: '件名', type: 'text', required: true, maxLength: 60, toLlm: 'raw' },
  { id: 'issueDate', label: '発信年月日', type: 'date', required: true, help: '西暦（2024/10/1）でも入力できます' },
  { id: 'kind', label: '催しの種類', type: 'select', required: true, options: ['会議', '工事', 'そのほか'] },
  { id: 'place', label: '会場', type: 'select', options: ['本庁舎', '東支所', '西支所', '南支所', '北支所', '文化会館'] },
  { id: 'outline', label: '内容', type: 'longtext', required: true, maxLength: 400, toLlm: 'raw' },
  { id: 'agenda', label: '議題', type: 'lines', help: '1行に1つ', visibleWhen: { field: 'kind', isOneOf: ['会議'] } },
  {
    id: 'startAt',
    label: '開催日時',
    type: 'datetime',
    visibleWhen: { field: 'kind', isOneOf: ['会議'] },
    requiredWhen: { field: 'agenda', isFilled: true },
  },
  { id: 'period', label: '工期', type: 'daterange', required: true, visibleWhen: { field: 'kind', isOneOf: ['工事'] } },
  // An id that a template may choose: nothing of the page itself may have it.
  { id: 'main', label: '通行止めの区間', type: 'text', required: true, visibleWhen: { field: 'kind', isOneOf: ['工事'] } },
  { id: 'ways', label: '知らせる方法', type: 'multiselect', required: true, options: ['広報紙', 'ホームページ', '回覧', '掲示'] },
  { id: 'hasFee', label: '参加費', type: 'bool', help: '費用を集めるときは「はい」' },
  { id: 'fee', label: '費用', type: 'amount', requiredWhen: { field: 'hasFee', isOneOf: ['はい'] } },
  { id: 'people', label: '見込み人数', type: 'number', max: 5_000 },
  { id: 'person', label: '担当者', type: 'person', required: true },
  { id: 'department', label: '担当課', type: 'department', required: true },
  { id: 'tel', label: '電話', type: 'tel' },
  { id: 'mail', label: '電子メール', type: 'email' },
  {
    id: 'items',
    label: '日程と費用',
    type: 'rows',
    required: true,
    maxRows: 5,
    columns: [
      { id: 'day', label: '月日', type: 'date', required: true },
      { id: 'at', label: '集合', type: 'datetime' },
      { id: 'what', label: '内容', type: 'text', required: true, maxLength: 60 },
      { id: 'how', label: '区分', type: 'select', options: ['室内', '屋外'] },
      { id: 'count', label: '人数', type: 'number' },
      { id: 'price', label: '金額', type: 'amount' },
      { id: 'note', label: '備考', type: 'longtext', maxLength: 200 },
    ],
  },
  {
    id: 'helpers',
    label: '応援の職員',
    type: 'rows',
    columns: [
      { id: 'who', label: '氏名', required: true, maxLength: 40 },
      { id: 'until', label: 'いつまで', type: 'date' },
    ],
  },
  { id: 'files', label: '添付資料', type: 'file', maxRows: 3, help: '会場図や様式など' },
  { id: 'edition', label: '版', type: 'text', hidden: true, default: '第1版' },
];

const SAMPLE = {
  subject: '公園の催しについて',
  issueDate: '2024-10-01',
  kind: '会議',
  outline: '公園の使い方を話し合います。',
  agenda: ['夜間の利用'],
  startAt: '2024-10-10T13:30',
  ways: ['広報紙', '回覧'],
  hasFee: true,
  fee: 1_200,
  people: 1_500,
  person: '佐藤　恵子',
  department: '公園緑地課',
  tel: '0123-45-6789',
  mail: 'koen@example.lg.jp',
  items: [{ day: '2024-10-10', what: '受付', how: '室内', count: '3', price: '12000' }],
};

/** A template with a field of each type, each kind of column, and conditions; published by tests only. */
const ALL_KINDS = {
  id: 'all-kinds',
  content: {
    id: 'all-kinds',
    name: 'すべての項目',
    group: '試験',
    purpose: '項目の種類をすべて持つ、試験のための様式です。',
    styleProfile: 'taigai-koyobun',
    subjectSuffix: '通知',
    title: '{{subject}}',
    minutes: 5,
    usualAnswerTokens: 200,
    groups: [
      { id: 'what', title: '催し', fields: ['subject', 'issueDate', 'kind', 'place', 'outline'] },
      { id: 'meeting', title: '会議', fields: ['agenda', 'startAt'] },
      { id: 'works', title: '工事', fields: ['period', 'main'] },
      { id: 'notice', title: '知らせ方と費用', fields: ['ways', 'hasFee', 'fee', 'people'] },
      { id: 'table', title: '日程', fields: ['items', 'helpers'] },
      { id: 'contact', title: '問合せ先', fields: ['person', 'department', 'tel', 'mail'] },
      { id: 'attached', title: '添付', fields: ['files'] },
    ],
    fields: FIELDS.map((field) => ({ ...KEPT, ...field })),
    sections: [
      {
        id: 'lead',
        label: '本文',
        instruction: '内容を一つの段落で知らせる。',
        style: 'desu-masu',
        minChars: 10,
        maxChars: 400,
        maxSentenceChars: 100,
        maxTokens: 600,
        material: ['subject', 'outline'],
        boilerplate: '{{outline}}',
      },
    ],
    layout: [
      { part: 'numberAndDate', date: 'issueDate' },
      { part: 'subject', text: '{{subject}}' },
      { part: 'written', section: 'lead' },
      {
        part: 'sheet',
        rows: FIELDS.filter(({ id, type }) => type !== 'rows' && !['subject', 'issueDate', 'outline'].includes(id)).map(
          ({ id, label }) => ({
            label,
            text: `{{${id}}}`,
          }),
        ),
      },
      { part: 'table', table: 'items' },
      { part: 'table', table: 'helpers' },
    ],
    prompt: '市の担当課が出す知らせです。',
    sample: { source: '試験のための値です。', answers: SAMPLE },
  },
} as const;

/** Makes the template known to an installation. @param owner of the database */
export async function publishAllKinds(owner: DataSource): Promise<void> {
  await publishTemplates(owner, [ALL_KINDS]);
}
