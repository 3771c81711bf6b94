import {
  AlignmentType,
  BorderStyle,
  LevelFormat,
  LevelSuffix,
  type INumberingOptions,
  type IParagraphStyleOptions,
  type IStylesOptions,
} from 'docx';
import type { Grid } from './grid.js';
import type { LayoutProfile } from './layout-profile.js';

type ParagraphLook = NonNullable<IParagraphStyleOptions['paragraph']>;
type RunLook = NonNullable<IParagraphStyleOptions['run']>;

/** Styles of a document, by what they are for. */
export const STYLE = {
  docNo: 'DocNo',
  addressee: 'Addressee',
  addresseeNext: 'Addressee2',
  sender: 'Sender',
  senderNext: 'SenderNext',
  subject: 'Subject',
  title: 'TitleJa',
  plain: 'PlainJa',
  body: 'BodyJa',
  noteHeading: 'NoteHeading',
  closing: 'Closing',
  item: 'KiItem',
  heading: 'Midashi',
  itemBody: 'ItemBody',
  contact: 'Contact',
  table: 'TableText',
  tableCenter: 'TableCenter',
  tableNumber: 'TableNum',
  tableSmall: 'TableTextSmall',
  tableCenterSmall: 'TableCenterSmall',
  tableNumberSmall: 'TableNumSmall',
  draftMark: 'DraftMark',
  practiceMark: 'PracticeMark',
  pageNumber: 'PageNo',
  sealText: 'SealText',
} as const;

const FRAME = { style: BorderStyle.SINGLE, size: 4, color: 'auto', space: 1 };

function style(id: string, name: string, paragraph: ParagraphLook = {}, run?: RunLook): IParagraphStyleOptions {
  return { id, name, basedOn: 'Normal', next: id, quickFormat: true, paragraph, ...(run === undefined ? {} : { run }) };
}

/** Text of another size leaves the character grid, or it would be set on cells of Normal's size. */
function sized(pt: number): RunLook {
  return { size: Math.round(pt * 2), snapToGrid: false };
}

function letterStyles({ c, l }: Grid, profile: LayoutProfile): IParagraphStyleOptions[] {
  const { LEFT, RIGHT, CENTER, DISTRIBUTE } = AlignmentType;
  const subject = profile.subjectIndent;
  return [
    style(STYLE.docNo, '文書番号・日付', { alignment: DISTRIBUTE }),
    style(STYLE.addressee, '宛名', { indent: { left: c(2), hanging: c(1) }, spacing: { before: l(1) }, alignment: LEFT }),
    style(STYLE.addresseeNext, '宛名2行目', { indent: { left: c(2) }, alignment: LEFT }),
    style(STYLE.sender, '発信者', {
      indent: { right: c(profile.senderIndent) },
      spacing: { before: l(1) },
      alignment: RIGHT,
      keepNext: true,
    }),
    style(STYLE.senderNext, '発信者2行目', { indent: { right: c(profile.senderIndent) }, alignment: RIGHT }),
    style(STYLE.subject, '件名', {
      indent: { left: c(subject), right: c(subject) },
      spacing: { before: l(1), after: l(1) },
      alignment: LEFT,
      keepNext: true,
      keepLines: true,
    }),
    // 13 pt is the largest title whose line still fits one line of the grid.
    style(
      STYLE.title,
      '標題',
      { spacing: { before: l(1), after: l(1) }, alignment: CENTER, keepNext: true, keepLines: true, outlineLevel: 0 },
      sized(profile.sizePt + 2),
    ),
    style(STYLE.body, '本文（公用文）', { indent: { firstLine: c(1) } }),
    style(STYLE.noteHeading, 'Note Heading', { spacing: { before: l(1), after: l(1) }, alignment: CENTER, keepNext: true }),
    style(STYLE.closing, 'Closing', { alignment: RIGHT }),
    style(STYLE.contact, '担当', { alignment: LEFT, keepLines: true }),
  ];
}

/** How much smaller the text of tables with many columns is, pt; their styles (…Small) leave the line grid when the file is patched. */
const SMALLER_PT = 1.5;

function otherStyles({ c, l, chars }: Grid, { sizePt }: LayoutProfile): IParagraphStyleOptions[] {
  const { LEFT, RIGHT, CENTER } = AlignmentType;
  const border = { top: FRAME, bottom: FRAME, left: FRAME, right: FRAME };
  return [
    style(STYLE.plain, '本文（字下げなし）'),
    style(STYLE.item, '項目'),
    style(STYLE.heading, '見出し（公用文）', { spacing: { before: l(0.5) }, keepNext: true, outlineLevel: 1 }),
    style(STYLE.itemBody, '項目本文'),
    style(STYLE.table, '表', { alignment: LEFT }),
    style(STYLE.tableCenter, '表見出し', { alignment: CENTER }),
    style(STYLE.tableNumber, '表数値', { alignment: RIGHT }),
    style(STYLE.tableSmall, '表小', { alignment: LEFT }, sized(sizePt - SMALLER_PT)),
    style(STYLE.tableCenterSmall, '表見出し小', { alignment: CENTER }, sized(sizePt - SMALLER_PT)),
    style(STYLE.tableNumberSmall, '表数値小', { alignment: RIGHT }, sized(sizePt - SMALLER_PT)),
    style(STYLE.draftMark, '案', { indent: { left: c(chars - 4), right: 0 }, alignment: CENTER, border }, sized(14)),
    style(STYLE.practiceMark, '稽古用', { alignment: LEFT }, sized(9)),
    style(STYLE.pageNumber, 'ページ番号', { alignment: CENTER }),
    style(STYLE.sealText, '公印枠', { alignment: CENTER }, { ...sized(8), color: '808080' }),
  ];
}

/** Paragraph styles of a document; Normal itself is completed when the file is patched. */
export function documentStyles(grid: Grid, profile: LayoutProfile): IStylesOptions {
  const { font } = profile;
  return {
    default: {
      document: {
        run: {
          font: { ascii: font, hAnsi: font, eastAsia: font, cs: 'Times New Roman', hint: 'eastAsia' },
          size: profile.sizePt * 2,
          language: { value: 'en-US', eastAsia: 'ja-JP', bidirectional: 'ar-SA' },
        },
      },
    },
    paragraphStyles: [...letterStyles(grid, profile), ...otherStyles(grid, profile)],
  };
}

/** 1 → (1) → ア → (ア) → a → (a): the mark, and its width with one space, characters. */
export const LEVELS = [
  { format: LevelFormat.DECIMAL, text: '%1', width: 1.5 },
  { format: LevelFormat.DECIMAL, text: '(%2)', width: 2.5 },
  { format: LevelFormat.AIUEO_FULL_WIDTH, text: '%3', width: 2 },
  { format: LevelFormat.AIUEO_FULL_WIDTH, text: '(%4)', width: 3 },
  { format: LevelFormat.LOWER_LETTER, text: '%5', width: 1.5 },
  { format: LevelFormat.LOWER_LETTER, text: '(%6)', width: 2.5 },
] as const;

/** Numbering whose marks start `base` characters in; each level one more. */
export function numberingReference(base: 0 | 1): string {
  return `items${String(base)}`;
}

/** The two numberings: headings at the margin, items of a 記 one character in. */
export function documentNumbering({ c }: Grid): INumberingOptions {
  return {
    config: ([0, 1] as const).map((base) => ({
      reference: numberingReference(base),
      levels: LEVELS.map(({ format, text, width }, level) => {
        const mark = c(base + level);
        const left = c(base + level + width);
        return {
          level,
          format,
          text,
          start: 1,
          alignment: AlignmentType.LEFT,
          suffix: LevelSuffix.TAB,
          style: { paragraph: { indent: { left, hanging: left - mark } } },
        };
      }),
    })),
  };
}
