import { plain } from './plain.js';

/** Ids for the labels that documents of an office have most; the first that stands in a label names its id. */
const IDS: readonly (readonly [string, string])[] = [
  ['開催日時', 'heldAt'],
  ['日時', 'dateTime'],
  ['開催場所', 'place'],
  ['場所', 'place'],
  ['会場', 'venue'],
  ['所在地', 'address'],
  ['住所', 'address'],
  ['発信年月日', 'issueDate'],
  ['文書番号', 'docNo'],
  ['契約番号', 'contractNo'],
  ['契約期間', 'contractPeriod'],
  ['契約金額', 'contractAmount'],
  ['契約名', 'contractName'],
  ['業務名', 'workName'],
  ['件名', 'subject'],
  ['宛先', 'addressee'],
  ['敬称', 'honorific'],
  ['挨拶', 'greeting'],
  ['表題', 'docTitle'],
  ['発信者職名', 'senderTitle'],
  ['発信者氏名', 'senderName'],
  ['担当者', 'contactPerson'],
  ['担当', 'contactDept'],
  ['電話', 'contactTel'],
  ['連絡先', 'contact'],
  ['ファックス', 'contactFax'],
  ['FAX', 'contactFax'],
  ['メール', 'contactEmail'],
  ['提出期限', 'deadline'],
  ['締切', 'deadline'],
  ['期限', 'deadline'],
  ['期間', 'period'],
  ['対象', 'target'],
  ['内容', 'content'],
  ['目的', 'purpose'],
  ['趣旨', 'purpose'],
  ['理由', 'reason'],
  ['経緯', 'background'],
  ['概要', 'summary'],
  ['議題', 'agenda'],
  ['出席者', 'attendees'],
  ['欠席者', 'absentees'],
  ['傍聴者', 'observers'],
  ['決定事項', 'decisions'],
  ['会議資料', 'materials'],
  ['資料', 'materials'],
  ['添付', 'attachments'],
  ['同封', 'enclosures'],
  ['定員', 'capacity'],
  ['参加費', 'fee'],
  ['費用', 'cost'],
  ['金額', 'amount'],
  ['単価', 'unitPrice'],
  ['合計', 'total'],
  ['持ち物', 'belongings'],
  ['申込', 'application'],
  ['問合せ', 'inquiry'],
  ['商号', 'companyName'],
  ['代表者', 'representative'],
  ['氏名', 'personName'],
  ['役職', 'position'],
  ['所属', 'affiliation'],
  ['資格', 'qualification'],
  ['備考', 'remarks'],
  ['区分', 'category'],
  ['番号', 'number'],
  ['数量', 'quantity'],
  ['単位', 'unit'],
  ['名称', 'itemName'],
  ['発言者', 'speaker'],
  ['発言', 'statement'],
  ['成果物', 'deliverables'],
  ['変更日', 'changeDate'],
  ['年月日', 'date'],
  ['完了', 'completion'],
  ['本文', 'lead'],
];

/** An id for a label; null for one that nothing is known of. */
export function idOf(words: string): string | null {
  const label = plain(words);
  const whole = IDS.find(([word]) => word === label);
  return (whole ?? IDS.find(([word]) => label.includes(word)))?.[1] ?? null;
}

/** Whether a label is one of those that documents of an office have. */
export function isKnownLabel(words: string): boolean {
  const label = plain(words);
  return !/\d$/.test(label) && IDS.some(([word]) => label === word || (label.includes(word) && label.length <= word.length + 4));
}
