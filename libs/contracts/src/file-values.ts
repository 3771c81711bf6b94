import * as z from 'zod';
import './messages.js';
import {
  FILE_KINDS,
  type FileKind,
  fileIdSchema,
  fileKindOf,
  fileKindWords,
  MAX_ATTACHED_BYTES,
  MAX_DRAFT_FILE_BYTES,
  USUAL_FILES,
} from './files.js';
import type { Field } from './template.js';

/** Longest name, UTF-16 code units: 150 characters, each a pair. */
const MAX_NAME_UNITS = 300;

function isSize(bytes: string): boolean {
  return /^[1-9]\d{0,8}$/.test(bytes) && Number(bytes) <= MAX_ATTACHED_BYTES;
}

/**
 * The files of a field, by their ids. What each is called and how large it is the server knows better, and puts in before
 * it checks; in the browser, and in the tests of a template, they are as they are given.
 */
export function filesSchema({ label, accept, maxRows = USUAL_FILES }: Field) {
  const wrong = `${label}は、ファイルを選び直してください。`;
  const taken: readonly FileKind[] = accept ?? FILE_KINDS;
  const kinds = taken.map((kind) => fileKindWords[kind]).join('、');
  const text = z.string({ error: wrong }).max(MAX_NAME_UNITS, wrong);
  const name = text.refine((each) => taken.some((kind) => kind === fileKindOf(each)), {
    params: { code: 'kind' },
    message: `${label}に付けられるのは、${kinds}です。`,
  });
  const file = z.strictObject(
    { id: text.refine((id) => fileIdSchema.safeParse(id).success, wrong), name, bytes: text.refine(isSize, wrong) },
    { error: wrong },
  );
  return z
    .array(file, { error: wrong })
    .max(maxRows, { error: `${label}は${String(maxRows)}個までです。` })
    .refine((files) => new Set(files.map(({ id }) => id)).size === files.length, {
      params: { code: 'unique' },
      message: `${label}に、同じファイルが二つあります。`,
    })
    .refine((files) => files.reduce((sum, { bytes }) => sum + Number(bytes), 0) <= MAX_DRAFT_FILE_BYTES, {
      params: { code: 'tooLarge' },
      message: `${label}は、合わせて30MBまでです。`,
    });
}
