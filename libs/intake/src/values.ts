import type { Field } from '@bunan/contracts';
import { datesIn } from '@bunan/wareki';
import { plain } from './plain.js';

/** What a text seems to be: how it would be entered, what of it a model may see, whose data it is. */
export interface Kind {
  readonly type: Field['type'];
  readonly toLlm: Field['toLlm'];
  readonly pii: Field['pii'];
  readonly options?: readonly string[];
}

/** Texts that are longer are written anew each time, characters. */
const LONG = 60;

/** Longest text that may be a day, a number, a name, characters. */
const LONGEST_VALUE = 200;

const FACT = { toLlm: 'placeholder', pii: 'none' } as const;

export const TITLES =
  '(?:市長|町長|村長|知事|副市長|教育長|部長|次長|課長|室長|局長|所長|館長|校長|園長|支所長|係長|主幹|主査|主任|主事|技師|参事|委員長|副委員長|会長|副会長|理事長|代表取締役|代表者|代表|社長|支店長|委員|議員)';
const FAMILY_AND_GIVEN = '[\\p{Script=Han}々ヶぁ-んァ-ヴ]{1,5} [\\p{Script=Han}々ヶぁ-んァ-ヴー]{1,5}';

export const TEL = /(?<![\d-])0\d{1,4}[-(]\d{1,4}[-)]\d{3,4}(?:\(内線\d+\))?(?![\d-])/;
export const MAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/;
export const AMOUNT = /[\d,]{0,15}\d(?:兆|億|万|千)?円/;
const UNITS =
  '(?:人|名|件|か所|箇所|ヶ所|台|部|冊|枚|回|日間|週間|か月|年間|分間|時間|個|本|戸|世帯|団体|校|社|%|平方メートル|メートル|キロメートル|キログラム|リットル)';
export const QUANTITY = new RegExp(`(?<![\\d年月第])[\\d,]{0,15}\\d(?:\\.\\d{1,4})?${UNITS}`);
export const TIME = /(?:(?:午前|午後)\d{1,2}時(?:\d{1,2}分|半)?|正午|(?<!\d)\d{1,2}:\d{2})/;
export const TITLED_NAME = new RegExp(`\\S{0,16}${TITLES} ${FAMILY_AND_GIVEN}(?![\\p{Script=Han}])`, 'u');
export const DOCUMENT_NUMBER = /(?<![\p{Script=Han}])\d{0,3}[\p{Script=Han}]{1,6}第\d{1,5}号/u;

const CHOICES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:公開|非公開|一部非公開)$/, ['公開', '一部非公開', '非公開']],
  [/^(?:有|無)$/, ['有', '無']],
  [/^(?:要|不要)$/, ['要', '不要']],
  [/^(?:新規|変更|更新)$/, ['新規', '変更']],
];

const WEEKDAY = /^ ?\([日月火水木金土](?:曜日?)?(?:・[^)]{1,3})?\) ?/;

/** Of a text that begins with a day: a day, a span of days, a day with its time. */
function dateKind(text: string): Kind | null {
  const [first, ...others] = datesIn(text);
  if (first?.start !== 0) {
    return null;
  }
  const rest = text.slice(first.end).replace(WEEKDAY, '');
  const type = typeBehindDay(rest, others.length);
  return type === null ? null : { type, ...FACT };
}

/** @param days that stand in the rest */
function typeBehindDay(rest: string, days: number): 'date' | 'datetime' | 'daterange' | null {
  if (rest === '') {
    return 'date';
  }
  if (days === 0) {
    return rest.length <= 40 && new RegExp(`^${TIME.source}`).test(rest) ? 'datetime' : null;
  }
  return days === 1 && rest.startsWith('から') && rest.endsWith('まで') ? 'daterange' : null;
}

const WHOLE: readonly (readonly [RegExp, Kind])[] = [
  [new RegExp(`^${MAIL.source}$`), { type: 'email', toLlm: 'never', pii: 'none' }],
  [new RegExp(`^${TEL.source}$`), { type: 'tel', toLlm: 'never', pii: 'none' }],
  [new RegExp(`^金?${AMOUNT.source}也?(?:\\(.*\\))?$`), { type: 'amount', ...FACT }],
  [new RegExp(`^(?:延べ|約)?${QUANTITY.source}(?:程度|以内|以上)?$`), { type: 'number', ...FACT }],
  [/^\d{1,3}(?:年|歳)$/, { type: 'number', ...FACT }],
  [new RegExp(`^${TITLED_NAME.source}$`, 'u'), { type: 'person', toLlm: 'never', pii: 'staff' }],
  [new RegExp(`^${DOCUMENT_NUMBER.source}$`, 'u'), { type: 'text', toLlm: 'never', pii: 'none' }],
];

/** Labels whose value is a name, whatever it looks like. */
const NAME_LABEL = /氏名|名前|申請者|届出者|代表者|講師|出席者|欠席者|出席委員/;
const STAFF_LABEL = /^担当$|担当者|責任者|作成者/;

/** What the label alone says: a name is a name, whatever it looks like. */
function kindByLabel(label: string): Kind | null {
  if (STAFF_LABEL.test(label)) {
    return { type: 'text', toLlm: 'never', pii: 'staff' };
  }
  return NAME_LABEL.test(label) ? { type: 'text', toLlm: 'never', pii: 'name' } : null;
}

/** What a whole value says by its form. What is longer is no single value, whatever it begins with. */
function kindByForm(text: string): Kind | null {
  if (text.length > LONGEST_VALUE) {
    return null;
  }
  const options = CHOICES.find(([pattern]) => pattern.test(text))?.[1];
  if (options !== undefined) {
    return { type: 'select', toLlm: 'raw', pii: 'none', options };
  }
  return dateKind(text) ?? WHOLE.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

/** What a value seems to be. @param label what stands before it; '' where nothing does */
export function kindOf(value: string, label = ''): Kind {
  const text = plain(value);
  return kindByLabel(label) ?? kindByForm(text) ?? wordsKind(text, label);
}

function wordsKind(text: string, label: string): Kind {
  if (/所在地|住所|電話|連絡先/.test(label) || MAIL.test(text) || TEL.test(text)) {
    return { type: 'text', toLlm: 'never', pii: 'none' };
  }
  const isProse = text.length > LONG || /。./.test(text);
  return isProse ? { type: 'longtext', toLlm: 'raw', pii: 'mask' } : { type: 'text', ...FACT };
}

/** Whether a value is something else than plain words. */
export function isTyped(value: string): boolean {
  return !['text', 'longtext'].includes(kindOf(value).type);
}
