import type { FieldProposal, OldBlock, TakenProposals } from '@bunan/contracts';
import type { Piece } from './draft-values.js';

type TakenSection = TakenProposals['sections'][number];

/** Longest boilerplate, characters, and most values in it: below what a template may have, so that there is room to edit. */
const LONGEST = 18_000;
const MOST_VALUES = 250;

/** Tokens that a character of an answer takes at most, about; and the steps in which limits are set. */
const TOKENS_PER_CHARACTER = 1.5;
const STEP = 50;

const WEEKDAY = /^[（(][日月火水木金土](?:曜日?)?[）)]/;

/** Text in which nothing is read as the place of a value. */
export function withoutBraces(text: string): string {
  return text.replaceAll('{', '｛').replaceAll('}', '｝').replaceAll('\\', '＼');
}

/** What stands behind the figures of a number: 人, 件. */
export function unitOf(words: string): string {
  return withoutBraces(/[\d０-９][\d０-９,，.．]*([^\d０-９,，.．\s　]{1,4})$/.exec(words)?.[1] ?? '');
}

interface Value {
  readonly words: string;
  /** What is put in the place of the words. */
  readonly mark: string;
  readonly isDay: boolean;
}

/** Values that can be known again in the text of a section, the longest first; none is empty. */
function valuesIn(section: TakenSection, fields: readonly FieldProposal[]): Value[] {
  const blocks = new Set(section.found.map(({ block }) => block));
  return fields
    .flatMap(({ id, type, found }) => {
      const here = new Set(found.filter(({ block }) => blocks.has(block)).map(({ words }) => words));
      return [...here].map((words) => ({
        words,
        mark: `{{${id}}}${type === 'number' ? unitOf(words) : ''}`,
        isDay: type === 'date',
      }));
    })
    .filter(({ words }) => words !== '')
    .toSorted((a, b) => b.words.length - a.words.length);
}

/** The first value that begins at a place. A weekday of an old day is wrong for a new one. */
function valueAt(text: string, at: number, values: readonly Value[]): { mark: string; end: number } | null {
  const value = values.find(({ words }) => text.startsWith(words, at));
  if (value === undefined) {
    return null;
  }
  const end = at + value.words.length;
  const weekday = value.isDay ? (WEEKDAY.exec(text.slice(end, end + 6))?.[0].length ?? 0) : 0;
  return { mark: value.mark, end: end + weekday };
}

function withMarks(text: string, values: readonly Value[]): string {
  let marked = '';
  let at = 0;
  while (at < text.length) {
    const found = valueAt(text, at, values);
    marked += found?.mark ?? withoutBraces(text.charAt(at));
    at = found?.end ?? at + 1;
  }
  return marked;
}

/** The paragraphs of a section as they stood in the document; as much as the proposal kept where they are not told. */
function paragraphsOf({ found }: TakenSection, blocks: readonly OldBlock[]): string[] {
  return found.map(({ block, words }) => {
    const told = blocks[block];
    return told?.kind === 'paragraph' && told.text.startsWith(words) ? told.text : words;
  });
}

/** The old text with the places of its values: what the document says where no model is asked. */
function boilerplateOf(section: TakenSection, { fields, blocks }: TakenProposals): string {
  const values = valuesIn(section, fields);
  let text = '';
  for (const paragraph of paragraphsOf(section, blocks)) {
    const next = `${text}${text === '' ? '' : '\n'}${withMarks(paragraph, values)}`;
    if (next.length > LONGEST || next.split('{{').length > MOST_VALUES) {
      break;
    }
    text = next;
  }
  return text;
}

const upTo = (step: number, number: number) => Math.ceil(number / step) * step;

/**
 * A section of the template. Its instruction is empty: what is to be written is what no rule can tell.
 *
 * @param material ids of the fields whose text may be read
 * @param isPrinted whether a field stands elsewhere on the page, so that the text need not name it
 */
export function sectionOf(
  section: TakenSection,
  taken: TakenProposals,
  { material, isPrinted }: { readonly material: readonly string[]; readonly isPrinted: (id: string) => boolean },
): Piece {
  const { id, label, style, characters, maxChars } = section;
  const inText = new Set(section.fields);
  const withheld = taken.fields.filter((field) => field.toLlm === 'placeholder' && inText.has(field.id)).map((field) => field.id);
  return {
    id,
    label,
    instruction: '',
    style,
    minChars: Math.min(Math.floor(characters / 2), Math.floor(maxChars / 2)),
    maxChars,
    maxSentenceChars: 80,
    maxTokens: Math.min(100_000, upTo(STEP, maxChars * TOKENS_PER_CHARACTER)),
    material,
    mustUse: withheld.filter((field) => !isPrinted(field)),
    mayUse: withheld.filter(isPrinted),
    boilerplate: boilerplateOf(section, taken),
  };
}
