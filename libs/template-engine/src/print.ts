import {
  isEmptyAnswer,
  rowsAnswer,
  textAnswer,
  type Answers,
  type AnswerValue,
  type Field,
  type Line,
  type Parts,
  type PrintFormat,
  type Row,
  type Run,
} from '@bunan/contracts';
import { formatDate, formatDateTime, formatDigits, formatTime, type PrintPolicies } from '@bunan/wareki';

/** What printing needs of a template. */
export interface PrintableTemplate {
  readonly fields: readonly Field[];
}

/** `{{field}}` or `{{field|format}}` in a text of the layout. */
const VALUE = /\{\{([a-z][A-Za-z0-9]*)(?:\|([a-z]+))?\}\}/g;

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

/** The cells of a row, the days of a range. */
function printRow(field: Field, row: Row, policies: PrintPolicies): string {
  const cells = Object.values(row).filter((cell) => cell !== '');
  return field.type === 'daterange' ? cells.map((day) => formatDate(day, policies)).join('から') : cells.join('：');
}

/** The value of a field as it stands in the document; '' when the field is empty. */
export function printValue(field: Field, value: AnswerValue | undefined, policies: PrintPolicies): string {
  if (value === undefined || isEmptyAnswer(value)) {
    return '';
  }
  if (typeof value !== 'object') {
    return printScalar(field, value, policies);
  }
  const list: readonly (string | Row)[] = isList(value) ? value : [value];
  return list.map((each) => (typeof each === 'string' ? each : printRow(field, each, policies))).join('\n');
}

function isList(value: object): value is readonly (string | Row)[] {
  return Array.isArray(value);
}

function countOf(value: AnswerValue): string {
  return typeof value === 'object' ? String(isList(value) ? value.length : 1) : String(value);
}

/** Values printed in another form than their own. */
const FORMATS: Readonly<Record<PrintFormat, (value: AnswerValue, policies: PrintPolicies) => string>> = {
  weekday: (value, policies) => formatDate(textAnswer(value), policies, true),
  until: (value, policies) => formatTime(textAnswer(value).slice(11, 16), policies),
  count: (value, policies) => formatDigits(countOf(value), policies.digits),
  names: (value) =>
    rowsAnswer(value)
      .map((row) => row.name ?? '')
      .join('、'),
};

function isFormat(name: string): name is PrintFormat {
  return name in FORMATS;
}

/** A text of the layout with the values of the form in it; values keep the name of their field. */
export function fillPattern(pattern: string, template: PrintableTemplate, answers: Answers, policies: PrintPolicies): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const match of pattern.matchAll(VALUE)) {
    const [whole, id = '', format = ''] = match;
    const field = template.fields.find((each) => each.id === id);
    runs.push({ text: pattern.slice(from, match.index) });
    const value = answers[id];
    if (field !== undefined && value !== undefined) {
      runs.push({ text: isFormat(format) ? FORMATS[format](value, policies) : printValue(field, value, policies), field: id });
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
