import { cleanText, type DocumentModel } from '@bunan/contracts';
import { Document, Footer, Header, Packer, PageNumber, Paragraph, TextRun, type ISectionOptions } from 'docx';
import { documentBlocks } from './document-blocks.js';
import { gridOf, type Grid } from './grid.js';
import type { LayoutProfile } from './layout-profile.js';
import { needsPageNumbers } from './page-count.js';
import { patchDocx } from './patch-parts.js';
import { documentNumbering, documentStyles, STYLE } from './styles.js';

/** How a document is to be put on paper. */
export interface RenderOptions {
  readonly profile: LayoutProfile;
  /** `draft`: marked 案, with the place of the seal. `final`: as it is sent. */
  readonly status: 'draft' | 'final';
  /** The rehearsal server wrote it: the paper says 稽古用. */
  readonly practice: boolean;
  readonly cityName: string;
  /** What the paper was made from, for its properties; answers and a written text where nothing is said. */
  readonly source?: Source;
}

type Source = 'draft' | 'form' | 'figures';

/** Distance of header and footer from the edge of the paper, twips: 10 mm and 12 mm. */
const HEADER_TWIPS = 567;
const FOOTER_TWIPS = 680;

/** What a file says of itself: how it was made, that it is practice, and its state when it is no 案. */
const WORDS: Readonly<Record<Source, { madeWith: string; practice: string; finalStatus: string }>> = {
  draft: {
    madeWith: '生成AIを利用して作成した下書きを職員が確認したもの',
    practice: '稽古用（生成AIではなく、稽古用の仕組みが書いた文章です。このまま施行しないこと。）',
    finalStatus: '施行',
  },
  form: {
    madeWith: '入力した内容と定型文から作成した下書きを職員が確認したもの（生成AIは使っていません。）',
    practice: '稽古用（このまま施行しないこと。）',
    finalStatus: '施行',
  },
  figures: {
    madeWith: 'トークンの台帳から作成したもの',
    practice: '稽古用（生成AIではなく、稽古用の仕組みを使った数値です。）',
    finalStatus: '報告',
  },
};

function wordsOf({ source = 'draft' }: RenderOptions): (typeof WORDS)[Source] {
  return WORDS[source];
}

/** What stands above the text: 案 on drafts, 稽古用 on what no model wrote. */
function headers(options: RenderOptions): Pick<ISectionOptions, 'headers'> {
  const { status, practice } = options;
  const children = [
    ...(status === 'draft' ? [new Paragraph({ style: STYLE.draftMark, text: '案' })] : []),
    ...(practice ? [new Paragraph({ style: STYLE.practiceMark, text: wordsOf(options).practice })] : []),
  ];
  return children.length === 0 ? {} : { headers: { default: new Header({ children }) } };
}

/** 1/2: each field in a run of its own, or Word does not take it as one. */
function pageNumbers(): Pick<ISectionOptions, 'footers'> {
  const children = [new TextRun({ children: [PageNumber.CURRENT] }), new TextRun('/'), new TextRun({ children: [PageNumber.TOTAL_PAGES] })];
  return { footers: { default: new Footer({ children: [new Paragraph({ style: STYLE.pageNumber, children })] }) } };
}

function section(model: DocumentModel, grid: Grid, options: RenderOptions): ISectionOptions {
  const isDraft = options.status === 'draft';
  const hasSeal = model.blocks.some((block) => block.kind === 'sender' && block.seal === 'seal');
  return {
    properties: {
      page: {
        size: { width: grid.page.width, height: grid.page.height },
        margin: { ...grid.margin, header: HEADER_TWIPS, footer: FOOTER_TWIPS, gutter: 0 },
      },
      grid: { type: 'linesAndChars', linePitch: grid.linePitch, charSpace: grid.charSpace },
    },
    ...headers(options),
    ...(needsPageNumbers(model.blocks, grid) ? pageNumbers() : {}),
    children: documentBlocks(model.blocks, { grid, profile: options.profile, isDraft, hasSeal }),
  };
}

/**
 * The document as a Word file in the city's layout. The same input gives the same bytes.
 *
 * @returns the .docx, valid by the Open XML SDK for Word 2007 and later
 */
export async function renderDocx(model: DocumentModel, options: RenderOptions): Promise<Buffer> {
  const { profile, cityName, status } = options;
  const words = wordsOf(options);
  const grid = gridOf(profile);
  const document = new Document({
    title: cleanText(model.title).replace(/[\t\n ]+/g, ' '),
    subject: model.templateName,
    creator: cityName,
    lastModifiedBy: cityName,
    description: options.practice ? words.practice : words.madeWith,
    revision: 1,
    styles: documentStyles(grid, profile),
    numbering: documentNumbering(grid),
    defaultTabStop: grid.c(4),
    compatibility: {
      version: 15,
      spaceForUnderline: true,
      balanceSingleByteDoubleByteWidth: true,
      doNotLeaveBackslashAlone: true,
      underlineTrailingSpaces: true,
      doNotExpandShiftReturn: true,
      adjustLineHeightInTable: true,
      useFELayout: true,
    },
    sections: [section(model, grid, options)],
  });
  const meta = { category: model.templateName, status: status === 'draft' ? '案' : words.finalStatus, company: cityName };
  return patchDocx(await Packer.toBuffer(document), { grid, profile, meta });
}
