import { groupOfField, type FieldProposal, type TakenProposals } from '@bunan/contracts';
import { DraftPage, type Entry } from './draft-page.js';
import { unitOf, withoutBraces } from './draft-sections.js';
import type { Piece } from './draft-values.js';
import { unspread } from './plain.js';

type Fields = readonly FieldProposal[];

const WORDS = ['text', 'longtext', 'person', 'department'];
const WEEKDAY = /[（(][日月火水木金土](?:曜日?)?[）)]/;

/** Most rows of the block that says who is asked, and the longest label in it and in a frame. */
const MOST_CONTACTS = 20;
const SHORT_LABEL = 20;

const value = (id: string) => `{{${id}}}`;
const short = (label: string) => [...label].slice(0, SHORT_LABEL).join('').slice(0, SHORT_LABEL);

/** The parts at the top, and the fields that they print. */
class Head {
  readonly parts: Piece[] = [];
  readonly used = new Set<string>();

  constructor(private readonly fields: Fields) {}

  /** Uses a field whose type fits. */
  private take(id: string, types: readonly string[]): FieldProposal | undefined {
    const field = this.fields.find((each) => each.id === id && types.includes(each.type));
    if (field !== undefined) {
      this.used.add(id);
    }
    return field;
  }

  letter(): void {
    const number = this.take('docNo', WORDS);
    const date = this.take('issueDate', ['date']);
    if (date !== undefined) {
      this.parts.push({
        part: 'numberAndDate',
        ...(number === undefined ? { unnumbered: 'omitted' } : { number: 'docNo' }),
        date: 'issueDate',
      });
    } else if (number !== undefined) {
      this.parts.push({ part: 'plain', lines: [value('docNo')], align: 'right' });
    }
    const addressee = this.take('addressee', [...WORDS, 'lines']);
    if (addressee !== undefined) {
      const honorific = this.take('honorific', ['select', 'text']);
      this.parts.push({ part: 'addressee', lines: 'addressee', ...(honorific === undefined ? {} : { honorific: 'honorific' }) });
    }
    const sender = ['senderTitle', 'senderName'].filter((id) => this.take(id, WORDS) !== undefined);
    if (sender.length > 0) {
      this.parts.push({ part: 'sender', lines: [sender.map(value).join('　')] });
    }
  }

  /** @returns the pattern of the document's name; null where no field gives it */
  title(name: string): string | null {
    const subject = this.take('subject', WORDS);
    if (subject !== undefined) {
      this.parts.push({ part: 'subject', text: value('subject') });
      return value('subject');
    }
    const title = this.take('docTitle', WORDS);
    this.parts.push({ part: 'title', text: title === undefined ? withoutBraces(name) : value('docTitle') });
    return title === undefined ? null : value('docTitle');
  }
}

/** What an item shows of a field: a table, a list, or its value as it was printed. */
function contentOf({ id, type, found }: FieldProposal): Piece {
  const words = found[0]?.words ?? '';
  const contents: Readonly<Record<string, Piece>> = {
    rows: { table: id },
    lines: { lines: id },
    longtext: { text: value(id), as: 'paragraphs' },
    date: { text: WEEKDAY.test(words) ? `{{${id}|weekday}}` : value(id) },
    number: { text: `${value(id)}${unitOf(words)}` },
  };
  return contents[type] ?? { text: value(id) };
}

/** The other end of a stretch of time: 開催日時（開始）, 開催日時（終了）. */
function endOf({ label, type, found }: FieldProposal, fields: Fields): FieldProposal | undefined {
  const wanted = label.replace(/（開始）$/, '（終了）');
  const isEnd = (each: FieldProposal) => each.label === wanted && each.type === type && each.found[0]?.block === found[0]?.block;
  return type === 'datetime' && wanted !== label ? fields.find(isEnd) : undefined;
}

/** A row of a frame, or an item of a list. */
function rowOf(field: FieldProposal, block: number, isInTable: boolean): Entry {
  const isInFrame = isInTable && !['rows', 'lines', 'longtext'].includes(field.type);
  const label = isInFrame ? short(field.label) : field.label;
  return { block, kind: isInFrame ? 'frame' : 'item', piece: { label, ...contentOf(field) } };
}

function entryOf(field: FieldProposal, { fields, blocks }: TakenProposals): Entry {
  const block = field.found[0]?.block ?? 0;
  if (field.id === 'greeting' && WORDS.includes(field.type)) {
    return { block, kind: 'part', piece: { part: 'text', text: value('greeting'), as: 'paragraphs', onlyWith: 'greeting' } };
  }
  const end = endOf(field, fields);
  if (end !== undefined) {
    const text = `${value(field.id)}から{{${end.id}|until:${field.id}}}まで`;
    return { block, kind: 'item', piece: { label: field.label.replace(/（開始）$/, ''), text } };
  }
  return rowOf(field, block, blocks[block]?.kind === 'table');
}

/** A text without a heading stands as it is, one with a heading is an item. */
function entryOfSection({ id, label, found }: TakenProposals['sections'][number]): Entry {
  const block = found[0]?.block ?? 0;
  return /^lead\d*$/.test(id)
    ? { block, kind: 'part', piece: { part: 'written', section: id } }
    : { block, kind: 'item', piece: { label, section: id, as: 'paragraphs' } };
}

function contactPart(fields: Fields): Piece[] {
  const rows = fields.slice(0, MOST_CONTACTS).map(({ id, label }) => ({ label: short(label), text: value(id) }));
  return rows.length === 0 ? [] : [{ part: 'contact', rows }];
}

/**
 * A page that prints what was taken, in the order of the old document: the head of a letter, texts, items (below 記 where
 * there was one), frames, who is asked.
 *
 * @param isWritten whether a field stands in the texts only
 */
export function layoutOf(
  name: string,
  taken: TakenProposals,
  isWritten: (field: FieldProposal) => boolean,
): { readonly layout: readonly Piece[]; readonly title: string } {
  const head = new Head(taken.fields);
  head.letter();
  const title = head.title(name) ?? withoutBraces(name);
  const rest = taken.fields.filter((field) => !head.used.has(field.id) && !isWritten(field));
  const contacts = rest.filter(
    ({ id, type, found }) => groupOfField(id) === 'inquiries' && type !== 'rows' && taken.blocks[found[0]?.block ?? 0]?.kind !== 'table',
  );
  const ends = new Set(rest.map((field) => endOf(field, rest)));
  const entries = [
    ...rest.filter((field) => !contacts.includes(field) && !ends.has(field)).map((field) => entryOf(field, { ...taken, fields: rest })),
    ...taken.sections.map(entryOfSection),
  ];
  const note = taken.blocks.findIndex((block) => block.kind === 'paragraph' && unspread(block.text) === '記');
  const page = new DraftPage(note < 0 ? null : note, entries);
  return { layout: [...head.parts, ...page.parts, ...contactPart(contacts)], title };
}
