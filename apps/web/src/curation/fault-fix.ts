import type { FaultView } from '@bunan/contracts';
import { fieldNames, textAt, withItem, withMarkRenamed, withValue, type Definition, type FieldName } from './definition';

/** A name that a text uses and no field has, as the check says it. */
const UNKNOWN = /^「([A-Za-z][A-Za-z0-9]*)」という項目はありません。$/;

/** A field that an instruction names as a placeholder, and that its section does not offer. */
const NOT_OFFERED = /^「([A-Za-z][A-Za-z0-9]*)」は、この節で使う目印にありません。$/;

/** How many letters have to change to make one word of the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    row = [...b].reduce(
      (next, other, j) => [...next, Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1))],
      [i + 1],
    );
  }
  return row.at(-1) ?? 0;
}

/** What puts a fault right, as its button says it, and the definition then. */
export interface FaultFix {
  readonly words: string;
  readonly mended: Definition;
}

/** The field whose id is nearest to a name, if any is near. */
function nearest(name: string, fields: readonly FieldName[]): FieldName | undefined {
  const [near] = fields
    .map((field) => ({ field, far: distance(name.toLowerCase(), field.id.toLowerCase()) }))
    .toSorted((a, b) => a.far - b.far);
  return near !== undefined && near.far <= Math.max(2, name.length / 3) ? near.field : undefined;
}

function fixOfUnknown(content: Definition, path: string, name: string): FaultFix | null {
  const meant = nearest(name, fieldNames(content));
  return meant === undefined
    ? null
    : {
        words: `「${meant.id}（${meant.label}）」に直す`,
        mended: withValue(content, path, withMarkRenamed(textAt(content, path), name, meant.id)),
      };
}

/** A field whose value is withheld is offered to the section; one that the model reads, or never sees, goes by its name. */
function fixOfNotOffered(content: Definition, path: string, id: string): FaultFix | null {
  const field = fieldNames(content).find((each) => each.id === id);
  if (field === undefined) {
    return null;
  }
  return field.toLlm === 'placeholder'
    ? { words: `「${field.label}」を、この節で使えるようにする`, mended: withItem(content, path.replace('instruction', 'mayUse'), id) }
    : {
        words: `項目名の「${field.label}」に直す`,
        mended: withValue(content, path, textAt(content, path).replaceAll(`{{${id}}}`, `「${field.label}」`)),
      };
}

/** What puts a fault of a text right, where that is certain enough to be offered; null where it is not. */
export function fixOf({ path, message, line }: FaultView, content: Definition): FaultFix | null {
  const unknown = UNKNOWN.exec(message)?.[1];
  if (unknown !== undefined && line !== undefined) {
    return fixOfUnknown(content, path, unknown);
  }
  const id = NOT_OFFERED.exec(message)?.[1];
  return id === undefined ? null : fixOfNotOffered(content, path, id);
}
