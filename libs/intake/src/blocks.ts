/** A paragraph of a document; tabs and line breaks as they are. */
export interface Paragraph {
  readonly kind: 'paragraph';
  readonly text: string;
  /** How deep it stands among numbered paragraphs, from 0; null where Word does not number it. */
  readonly numbering: number | null;
  /** Level of a heading, from 0; null for text. */
  readonly level: number | null;
}

/** A table as lines of cells; a cell that stands over several columns is followed by empty ones. */
export interface TableOfWords {
  readonly kind: 'table';
  readonly rows: readonly (readonly string[])[];
}

/** What an old document consists of, in its order. */
export type IntakeBlock = Paragraph | TableOfWords;
