/**
 * A document laid out in blocks, as the template arranges it and the paper shows it.
 *
 * The same value is rendered to Word (libs/word) and to the sheet on the screen (apps/web); it holds no measures.
 */

/** A stretch of text; `field` names the form field it came from (dotted path for rows: `items.0.value`). */
export interface Run {
  readonly text: string;
  readonly field?: string;
}

/** One line or paragraph. */
export type Line = readonly Run[];

/** A table with a head row; widths are shares of the line in characters. */
export interface TableBlock {
  readonly columns: readonly { readonly head: Line; readonly width: number; readonly align: 'left' | 'center' | 'right' }[];
  readonly rows: readonly (readonly Line[])[];
  /** Sums below the rows, one cell a column; left out where nothing is added up. */
  readonly totals?: readonly Line[];
}

/** One numbered item of a 記 or of minutes; its level is its depth: 1, (1), ア, (ア), a, (a). */
export interface Item {
  readonly label?: Line;
  /** The value beside the label, or the whole text of an item without a label. */
  readonly text?: Line;
  /** Paragraphs below the label. */
  readonly paragraphs?: readonly Line[];
  readonly table?: TableBlock;
  readonly items?: readonly Item[];
  /** The written section that this item shows, if it is one. */
  readonly sectionId?: string;
}

/** One question, answer or other marked entry: 問1, its words, and what stands below them. */
export interface MarkedEntry {
  readonly mark: Line;
  readonly lines: readonly Line[];
}

/** Where a block comes from: the id of its section in the template. */
interface FromSection {
  readonly sectionId: string;
}

export type Block = FromSection &
  (
    | { readonly kind: 'numberAndDate'; readonly number: Line | null; readonly date: Line }
    | { readonly kind: 'addressee'; readonly lines: readonly Line[] }
    | { readonly kind: 'sender'; readonly lines: readonly Line[]; readonly seal: 'seal' | 'omitted' | 'none' }
    | { readonly kind: 'subject'; readonly text: Line; readonly suffix: string }
    | { readonly kind: 'title'; readonly text: Line }
    /** `look`: a written title. */
    | { readonly kind: 'body'; readonly paragraphs: readonly Line[]; readonly written: boolean; readonly look?: 'title' }
    | { readonly kind: 'note' }
    | { readonly kind: 'items'; readonly items: readonly Item[]; readonly style: 'note' | 'heading' }
    | { readonly kind: 'table'; readonly table: TableBlock }
    | { readonly kind: 'end' }
    | { readonly kind: 'contact'; readonly rows: readonly { readonly label: string; readonly value: Line }[] }
    | { readonly kind: 'plain'; readonly lines: readonly Line[]; readonly align: 'left' | 'center' | 'right' }
    /** A frame of labels and values. */
    | { readonly kind: 'sheet'; readonly rows: readonly { readonly label: string; readonly value: Line }[] }
    /** A written section of questions or answers; what stands before the first mark has an empty one. */
    | { readonly kind: 'questions'; readonly entries: readonly MarkedEntry[] }
  );

/** A whole document: its title for lists, file names and properties, and its blocks in order. */
export interface DocumentModel {
  readonly title: string;
  /** 様式の名称, for the properties of the file. */
  readonly templateName: string;
  readonly blocks: readonly Block[];
}
