import {
  isEmptyAnswer,
  rowsAnswer,
  textAnswer,
  type Answers,
  type AnswerValue,
  type Column,
  type Field,
  type Line,
  type Parts,
  type PrintFormat,
  type Row,
  type Run,
} from '@bunan/contracts';
import { formatDate, formatDateTime, formatDigits, formatTime, formatTimeRange, type PrintPolicies } from '@bunan/wareki';

/** What printing needs of a template. */
export interface PrintableTemplate {
  readonly fields: readonly Field[];
}

/** `{{field}}`, `{{field|format}}` or `{{field|format:other}}` in a text of the layout. */
const VALUE = /\{\{([a-z][A-Za-z0-9]*)(?:\|([a-z]+)(?::([a-z][A-Za-z0-9]*))?)?\}\}/g;

/** A scalar as it stands in the document. */
function printScalar(field: Field, value: string | number | boolean, policies: PrintPolicies): string {
  if (typeof value === 'number') {
    return formatDigits(value.toLocaleString('en-US'), policies.digits) + (field.type === 'amount' ? '円' : '');
  }
  if (typeof value === 'boolean') {
    return value ? 'はい' : 'いいえ';
  }
  if (field.type === 'date') {
    return formatDate(value, policies);
  }
  return field.type === 'datetime' ? formatDateTime(value, policies) : value;
}

function printNumber(cell: string, { digits }: PrintPolicies): string {
  return formatDigits(Number(cell).toLocaleString('en-US'), digits);
}

/** Cells that are not printed as they are kept. */
const CELLS: Partial<Record<Column['type'], (cell: string, policies: PrintPolicies) => string>> = {
  date: (cell, policies) => formatDate(cell, policies),
  datetime: formatDateTime,
  number: printNumber,
  amount: (cell, policies) => `${printNumber(cell, policies)}円`,
};

/** A cell of a row as it stands in the document; '' when it is empty. */
export function printCell({ type }: Column, cell: string, policies: PrintPolicies): string {
  return cell === '' ? '' : (CELLS[type]?.(cell, policies) ?? cell);
}

/** The cells of a row that are filled, in the order of its columns. */
function cellsOfRow({ columns = [] }: Field, row: Row, policies: PrintPolicies): string[] {
  return columns.map((column) => printCell(column, row[column.id] ?? '', policies)).filter((cell) => cell !== '');
}

/** The cells of a row in the order of its columns, the days of a range, the name of a file. */
function printRow(field: Field, row: Row, policies: PrintPolicies): string {
  if (field.type === 'file') {
    return row.name ?? '';
  }
  if (field.type === 'daterange') {
    return `${formatDate(row.from ?? '', policies)}から${formatDate(row.until ?? '', policies)}まで`;
  }
  return cellsOfRow(field, row, policies).join('：');
}

/** Types whose values stand beside each other; those of others, one a line. */
const INLINE: readonly Field['type'][] = ['multiselect', 'file'];

/** The value of a field as it stands in the document; '' when the field is empty. */
export function printValue(field: Field, value: AnswerValue | undefined, policies: PrintPolicies): string {
  if (value === undefined || isEmptyAnswer(value)) {
    return '';
  }
  if (typeof value !== 'object') {
    return printScalar(field, value, policies);
  }
  const list: readonly (string | Row)[] = isList(value) ? value : [value];
  const separator = INLINE.includes(field.type) ? '、' : '\n';
  return list.map((each) => (typeof each === 'string' ? each : printRow(field, each, policies))).join(separator);
}

function isList(value: object): value is readonly (string | Row)[] {
  return Array.isArray(value);
}

function countOf(value: AnswerValue): string {
  return typeof value === 'object' ? String(isList(value) ? value.length : 1) : String(value);
}

/** From one date-time to another, in days, hours and minutes: 2日3時間30分; '' unless it is later. */
function printDuration(from: string, until: string, policies: PrintPolicies): string {
  const minutes = (Date.parse(`${until}Z`) - Date.parse(`${from}Z`)) / 60_000;
  if (!(minutes > 0)) {
    return '';
  }
  const parts = [
    [Math.floor(minutes / 1_440), '日'],
    [Math.floor((minutes % 1_440) / 60), '時間'],
    [minutes % 60, '分'],
  ] as const;
  return formatDigits(parts.map(([count, unit]) => (count === 0 ? '' : `${String(count)}${unit}`)).join(''), policies.digits);
}

/** The end of a stretch: its time, and its day when it is not that of the beginning. */
function printUntil(until: string, from: string | undefined, policies: PrintPolicies): string {
  const isOtherDay = from !== undefined && from.slice(0, 10) !== until.slice(0, 10);
  return isOtherDay ? formatDateTime(until, policies) : formatTime(until.slice(11, 16), policies);
}

/** From one date-time until another, or only from it: 午前10時から午前11時30分まで, 午前10時から. */
function printStretch(from: string, until: string, policies: PrintPolicies): string {
  return until === '' ? `${formatDateTime(from, policies)}から` : formatTimeRange(from, until, policies);
}

/** What a value is printed beside: its field, the policies, and the value of the other field that the format names. */
interface Beside {
  readonly field: Field;
  readonly policies: PrintPolicies;
  readonly other: AnswerValue | undefined;
}

/** Values printed in another form than their own. */
const FORMATS: Readonly<Record<PrintFormat, (value: AnswerValue, beside: Beside) => string>> = {
  weekday: (value, { policies }) => formatDate(textAnswer(value), policies, true),
  until: (value, { policies, other }) => printUntil(textAnswer(value), other === undefined ? undefined : textAnswer(other), policies),
  duration: (value, { policies, other }) => printDuration(textAnswer(other), textAnswer(value), policies),
  stretch: (value, { policies, other }) => printStretch(textAnswer(value), textAnswer(other), policies),
  count: (value, { policies }) => formatDigits(countOf(value), policies.digits),
  names: (value) =>
    rowsAnswer(value)
      .map((row) => row.name ?? '')
      .join('、'),
  spaced: (value, { field, policies }) =>
    rowsAnswer(value)
      .map((row) => cellsOfRow(field, row, policies).join('　'))
      .join('\n'),
};

function isFormat(name: string): name is PrintFormat {
  return Object.hasOwn(FORMATS, name);
}

/** A text of the layout with the values of the form in it; values keep the name of their field. */
export function fillPattern(pattern: string, template: PrintableTemplate, answers: Answers, policies: PrintPolicies): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const match of pattern.matchAll(VALUE)) {
    const [whole, id = '', format = '', other = ''] = match;
    const field = template.fields.find((each) => each.id === id);
    runs.push({ text: pattern.slice(from, match.index) });
    const value = answers[id];
    if (field !== undefined && value !== undefined) {
      const text = isFormat(format)
        ? FORMATS[format](value, { field, policies, other: answers[other] })
        : printValue(field, value, policies);
      runs.push({ text, field: id });
    }
    from = match.index + whole.length;
  }
  runs.push({ text: pattern.slice(from) });
  return trimLine(runs.filter((run) => run.text !== ''));
}

/** Spaces that separate a value from one that is empty do not stay at the ends. */
function trimLine(runs: Run[]): Run[] {
  const first = runs.at(0);
  const last = runs.at(-1);
  return runs
    .map((run) => {
      const start = run === first ? run.text.trimStart() : run.text;
      return { ...run, text: run === last ? start.trimEnd() : start };
    })
    .filter((run) => run.text !== '');
}

/** The parts of a section with the values of the form filled in. */
export function sectionLine(template: PrintableTemplate, answers: Answers, parts: Parts, policies: PrintPolicies): Line {
  return parts.map((part) => {
    if ('text' in part) {
      return part;
    }
    const field = template.fields.find((each) => each.id === part.field);
    return { text: field === undefined ? '' : printValue(field, answers[part.field], policies), field: part.field };
  });
}

/** Splits a line at its line breaks. */
export function paragraphsOf(line: Line): Line[] {
  const paragraphs: Run[][] = [[]];
  for (const run of line) {
    for (const [index, text] of run.text.split('\n').entries()) {
      if (index > 0) {
        paragraphs.push([]);
      }
      if (text !== '') {
        paragraphs.at(-1)?.push({ ...run, text });
      }
    }
  }
  return paragraphs.filter((paragraph) => paragraph.length > 0);
}

/** The text of a line without its fields' names. */
export function textOf(line: Line): string {
  return line.map((run) => run.text).join('');
}

/** The line without its first characters; fields that lie in them go with them. */
export function dropStart(line: Line, length: number): Line {
  let left = length;
  return line.flatMap((run): Run[] => {
    const cut = Math.min(left, run.text.length);
    left -= cut;
    return cut === run.text.length ? [] : [{ ...run, text: run.text.slice(cut) }];
  });
}

/** The first characters of the line, with the fields that they came from. */
export function takeStart(line: Line, length: number): Line {
  let left = length;
  return line.flatMap((run): Run[] => {
    const taken = run.text.slice(0, left);
    left -= taken.length;
    return taken === '' ? [] : [{ ...run, text: taken }];
  });
}
