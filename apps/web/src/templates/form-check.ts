import {
  answersSchema,
  askedAnswers,
  askedFields,
  fieldErrors,
  isRequired,
  type AnswerValue,
  type Answers,
  type Field,
  type FieldError,
} from '@bunan/contracts';
import { dayFault } from './day-words';
import { answersOf, type FormInput } from './form-input';

/** What there is to know of a form as it is typed; made once for each change. */
export interface CheckedForm {
  /** Everything that is typed, asked for or not: what is hidden now is there when it is shown again. */
  readonly answers: Answers;
  /** What is sent: the answers to the fields that are asked for. */
  readonly asked: Readonly<Record<string, AnswerValue | undefined>>;
  /** The fields to be shown; `required` as it is with what is entered now. */
  readonly shown: readonly Field[];
  readonly errors: readonly FieldError[];
}

/** Reads and checks a form. */
export function checkForm(fields: readonly Field[], input: FormInput): CheckedForm {
  const answers = answersOf(fields, input);
  const asked = askedAnswers(fields, answers);
  const result = answersSchema(fields).safeParse(asked);
  return {
    answers,
    asked,
    shown: shownFields(fields, answers, asked),
    errors: result.success ? [] : inOrder(fields, fieldErrors(result.error)).map((error) => worded(fields, asked, error)),
  };
}

/** Errors as their fields follow each other in the form; those of one field stay as they are. */
function inOrder(fields: readonly Field[], errors: readonly FieldError[]): FieldError[] {
  const places = new Map(fields.map(({ id }, index) => [id, index]));
  const placeOf = ({ path }: FieldError) => places.get(path.split('.')[0] ?? '') ?? fields.length;
  return errors.toSorted((a, b) => placeOf(a) - placeOf(b));
}

function shownFields(fields: readonly Field[], answers: Answers, asked: CheckedForm['asked']): Field[] {
  return askedFields(fields, answers)
    .filter(({ hidden }) => hidden !== true)
    .map((field) => (isRequired(field, asked) === field.required ? field : { ...field, required: true }));
}

/** The text at a path, if it was typed as a day: of a field, of one end of a range, of a cell. */
function typedDay(fields: readonly Field[], asked: CheckedForm['asked'], path: string): { label: string; text: string } | null {
  const [id = '', ...parts] = path.split('.');
  const field = fields.find((each) => each.id === id);
  const { label, type } = field?.columns?.find((column) => column.id === parts.at(-1)) ?? field ?? { label: '', type: 'text' };
  if (!['date', 'datetime', 'daterange'].includes(type)) {
    return null;
  }
  const text = parts.reduce<unknown>(partOf, asked[id]);
  return typeof text === 'string' ? { label, text } : null;
}

function partOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === key)?.[1] : undefined;
}

/** An error of a day says what is wrong with it, where that is known. */
function worded(fields: readonly Field[], asked: CheckedForm['asked'], error: FieldError): FieldError {
  const day = typedDay(fields, asked, error.path);
  const fault = day === null || day.text === '' ? null : dayFault(day.text);
  return day === null || fault === null ? error : { ...error, message: `${day.label}：${fault}` };
}
