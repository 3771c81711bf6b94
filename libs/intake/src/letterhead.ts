import type { Board, Place } from './board.js';
import { plain, unspread } from './plain.js';
import { DOCUMENT_NUMBER, kindOf, TITLED_NAME, TITLES } from './values.js';

/** Paragraphs from the top, within which number, day, addressee and sender stand. */
const HEAD = 12;

/** Whose name is followed by 様: a group or an office, not a person. */
const GROUP = /各位|御中|各|団体|会|課|部|局|署|所|長 ?様$|様方|代表者|株式会社|皆様/;

const ADDRESSEE = /^(.{1,60}?) ?(様|殿|御中|各位|あて|宛)$/;
const TO = /^\((?:宛先|あて先)\) ?(.{1,60})$/;
const NUMBER = new RegExp(`^(?:${DOCUMENT_NUMBER.source}(?:の\\d+)?| *第 *号)$`, 'u');
const TITLED = new RegExp(`^(.{0,20}${TITLES}) (.{2,12}?) ?(?:公印|印)?$`, 'u');
const OFFICE = new RegExp(`^.{2,30}${TITLES}(?: ?公印)?$`, 'u');
const SUBJECT =
  /^(.{4,120}?(?:について|に関する件|の件|のお知らせ|の御案内|のご案内))(?: ?\((通知|依頼|照会|回答|報告|案内|送付|協議|申請|届出|お願い|お知らせ)\))?$/;

const HONORIFICS = ['様', '殿', '御中', '各位'];

function isGroup(text: string, name: string): boolean {
  return GROUP.test(text) || TO.test(text) || TITLED_NAME.test(name);
}

type Rule = (text: string, place: Place, board: Board) => boolean;

const RULES: readonly Rule[] = [
  function documentNumber(text, place, board) {
    const isNumber = NUMBER.test(text);
    if (isNumber) {
      board.addField({ label: '文書番号', type: 'text', toLlm: 'never', pii: 'none', place });
    }
    return isNumber;
  },
  function issueDate(text, place, board) {
    const isDay = kindOf(text).type === 'date' || /^(?:令和|平成)[\d元]* ?年? *\d* *月 *日$/.test(text);
    if (isDay) {
      board.addField({ label: '発信年月日', type: 'date', toLlm: 'never', pii: 'none', place });
    }
    return isDay;
  },
  function addressee(text, place, board) {
    const match = TO.exec(text) ?? ADDRESSEE.exec(text);
    const [, name, honorific] = match ?? [];
    if (name === undefined) {
      return false;
    }
    board.addField({ label: '宛先', type: 'text', toLlm: 'never', pii: isGroup(text, name) ? 'none' : 'name', place, value: name });
    if (honorific !== undefined) {
      const words = { ...place, words: honorific };
      board.addField({ label: '敬称', type: 'select', toLlm: 'never', pii: 'none', options: HONORIFICS, place: words });
    }
    return true;
  },
  function sender(text, place, board) {
    const match = TITLED.exec(text);
    const title = match?.[1] ?? (OFFICE.test(text) ? text.replace(/ ?公印$/, '') : undefined);
    if (title === undefined) {
      return false;
    }
    board.addField({ label: '発信者職名', type: 'text', toLlm: 'never', pii: 'none', place, value: title });
    const name = match?.[2];
    if (name !== undefined) {
      board.addField({ label: '発信者氏名', type: 'person', toLlm: 'never', pii: 'staff', place, value: name });
    }
    return true;
  },
  function subject(text, place, board) {
    const match = SUBJECT.exec(text);
    if (match?.[1] !== undefined) {
      board.addField({ label: '件名', type: 'text', toLlm: 'raw', pii: 'none', place, value: match[1] });
    }
    return match !== null;
  },
  function title(text, place, board) {
    const isOfOneTime = /第\d+回|\d+年度/.test(text) && !/[。\t]/.test(text) && text.length <= 60 && place.block === 0;
    if (isOfOneTime) {
      board.addField({ label: '表題', type: 'text', toLlm: 'placeholder', pii: 'none', place });
    }
    return isOfOneTime;
  },
];

/** Number, day, addressee, sender and subject of a letter. @returns whether the paragraph is one of them */
export function takeLetterhead(text: string, block: number, board: Board): boolean {
  const words = plain(text);
  return block < HEAD && words.length <= 140 && RULES.some((rule) => rule(words, { block, words: text }, board));
}

/** Words that stand in every document of their kind: they are printed, not entered. */
export function isFixed(text: string): boolean {
  return /^(?:記|以上|\(?公印省略\)?|\(?案\)?)$/.test(unspread(text));
}
