import type { Answers, AnswerValue, Field, FieldError, SectionTexts } from '@bunan/contracts';
import { contactDataIn } from './contact-data.js';
import { knownNames } from './known-names.js';
import { personalNumbersIn, type PersonalNumber } from './personal-numbers.js';

/** A value that was taken out of free text before it may leave; `{{id}}` stands in its place. */
export interface Mask {
  readonly id: string;
  readonly kind: 'tel' | 'mail' | 'address' | 'name';
  readonly value: string;
  readonly fieldId: string;
}

/** What may leave of a form. */
export interface ScreenedAnswers {
  /** Places with numbers that must neither leave nor be stored; not empty means: refuse. */
  readonly blocked: readonly FieldError[];
  /** The answers with every mask in its place. */
  readonly answers: Answers;
  /** What was written before, with every mask in its place. */
  readonly texts: SectionTexts;
  readonly masks: readonly Mask[];
}

/** Text that a model wrote from a form, and is to be shown it again; values that were masked stand in it as they are. */
export interface WrittenBefore {
  readonly texts: SectionTexts;
  /** The form as it was then: a name may have been taken out of it since. */
  readonly answers: Answers;
}

const NOTHING_WRITTEN: WrittenBefore = { texts: {}, answers: {} };

const BLOCKED: Readonly<Record<PersonalNumber['kind'], { code: string; message: string }>> = {
  'my-number': { code: 'personalNumber', message: '個人番号（マイナンバー）と思われる12桁の数字があります。削ってください。' },
  card: { code: 'cardNumber', message: 'カード番号と思われる数字があります。削ってください。' },
};

/** Every text of a value, with its path. */
function textsOf(path: string, value: AnswerValue): [path: string, text: string][] {
  if (typeof value === 'string') {
    return [[path, value]];
  }
  if (typeof value !== 'object') {
    return [];
  }
  return Object.entries(value).flatMap(([key, each]: [string, AnswerValue]) => textsOf(`${path}.${key}`, each));
}

function blockedIn(answers: Answers): FieldError[] {
  return Object.entries(answers)
    .flatMap(([id, value]) => textsOf(id, value))
    .flatMap(([path, text]) => [...new Set(personalNumbersIn(text).map(({ kind }) => kind))].map((kind) => ({ path, ...BLOCKED[kind] })));
}

/** Collects masks; equal values have one id. */
class Masker {
  readonly masks: Mask[] = [];
  private readonly ids = new Map<string, string>();
  private readonly counts = new Map<Mask['kind'], number>();

  constructor(
    private readonly names: readonly string[],
    private readonly taken: ReadonlySet<string>,
  ) {}

  mask(fieldId: string, text: string): string {
    let masked = '';
    let from = 0;
    for (const { kind, start, end } of contactDataIn(text)) {
      masked += this.maskNames(fieldId, text.slice(from, start)) + this.tokenFor(kind, text.slice(start, end), fieldId);
      from = end;
    }
    return masked + this.maskNames(fieldId, text.slice(from));
  }

  private maskNames(fieldId: string, text: string): string {
    let masked = '';
    let from = 0;
    while (from < text.length) {
      const name = this.names.find((each) => text.startsWith(each, from));
      masked += name === undefined ? (text[from] ?? '') : this.tokenFor('name', name, fieldId);
      from += name?.length ?? 1;
    }
    return masked;
  }

  private tokenFor(kind: Mask['kind'], value: string, fieldId: string): string {
    const key = `${kind} ${value}`;
    const known = this.ids.get(key);
    if (known !== undefined) {
      return `{{${known}}}`;
    }
    const id = this.freeId(kind);
    this.ids.set(key, id);
    this.masks.push({ id, kind, value, fieldId });
    return `{{${id}}}`;
  }

  private freeId(kind: Mask['kind']): string {
    const number = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, number);
    const id = `${kind}${String(number)}`;
    return this.taken.has(id) ? this.freeId(kind) : id;
  }
}

function maskValue(masker: Masker, fieldId: string, value: AnswerValue): AnswerValue {
  if (typeof value === 'string') {
    return masker.mask(fieldId, value);
  }
  if (Array.isArray(value)) {
    const items: readonly (string | Readonly<Record<string, string>>)[] = value;
    const strings = items.filter((each) => typeof each === 'string');
    return strings.length === items.length
      ? strings.map((each) => masker.mask(fieldId, each))
      : items.flatMap((row) => (typeof row === 'string' ? [] : [maskRow(masker, fieldId, row)]));
  }
  return typeof value === 'object'
    ? maskRow(masker, fieldId, Object.fromEntries(Object.entries(value).map(([key, each]) => [key, String(each)])))
    : value;
}

function maskTexts(masker: Masker, texts: SectionTexts): SectionTexts {
  return Object.fromEntries(
    Object.entries(texts).map(([id, parts]) => [id, parts.map((part) => ('field' in part ? part : { text: masker.mask(id, part.text) }))]),
  );
}

function maskRow(masker: Masker, fieldId: string, row: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(row).map(([key, text]) => [key, masker.mask(fieldId, text)]));
}

/**
 * Looks through a form before anything of it may leave.
 *
 * My Number and card numbers are looked for in every field; what the model would read as text has its telephone
 * numbers, mail and postal addresses, and the names that the form knows replaced. Putting the masks back gives the
 * text exactly as it was typed.
 */
export function screenAnswers(fields: readonly Field[], answers: Answers, before: WrittenBefore = NOTHING_WRITTEN): ScreenedAnswers {
  const typed = JSON.stringify([answers, before.texts]).matchAll(/(?<=\{\{)\w+(?=\}\})/g);
  const taken = new Set([...fields.map((field) => field.id), ...[...typed].map((match) => match[0])]);
  const masker = new Masker(knownNames(fields, answers, before.answers), taken);
  const raw = fields.filter((field) => field.toLlm === 'raw' && field.role !== 'condition');
  const masked = raw.flatMap((field) => {
    const value = answers[field.id];
    return value === undefined ? [] : [[field.id, maskValue(masker, field.id, value)] as const];
  });
  return {
    blocked: blockedIn(answers),
    answers: { ...answers, ...Object.fromEntries(masked) },
    texts: maskTexts(masker, before.texts),
    masks: masker.masks,
  };
}
