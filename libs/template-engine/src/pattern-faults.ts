import { printFormatSchema, type Field, type PrintFormat } from '@bunan/contracts';

/** `{{id}}`, `{{id|format}}`, `{{id|format:other}}` in a text of the layout. */
const VALUE = /\{\{([^{}|]*)(?:\|([^{}:]*)(?::([^{}]*))?)?\}\}/g;

/** Field ids that the texts of a value name, also as the other field of a format. */
export function idsIn(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(VALUE)].flatMap(([, id = '', , other]) => (other === undefined ? [id] : [id, other]));
}

/** What a format prints. */
interface FormatUse {
  readonly fits: (field: Field) => boolean;
  /** The fields that fit, as a curator calls them. */
  readonly words: string;
  /** The date-time behind the colon. */
  readonly other: 'never' | 'optional' | 'required';
}

const ofType =
  (...types: readonly Field['type'][]) =>
  ({ type }: Field): boolean =>
    types.includes(type);

const isDateTime = ofType('datetime');

const USES: Readonly<Record<PrintFormat, FormatUse>> = {
  weekday: { fits: ofType('date'), words: '日付の項目', other: 'never' },
  until: { fits: isDateTime, words: '日時の項目', other: 'optional' },
  duration: { fits: isDateTime, words: '日時の項目', other: 'required' },
  stretch: { fits: isDateTime, words: '日時の項目', other: 'optional' },
  count: {
    fits: ofType('lines', 'rows', 'multiselect', 'file'),
    words: '箇条書き、表、いくつか選ぶもの、添付ファイルの項目',
    other: 'never',
  },
  names: {
    fits: ({ type, columns = [] }) => type === 'file' || (type === 'rows' && columns.some(({ id }) => id === 'name')),
    words: '添付ファイルの項目と、番号が「name」の列のある表の項目',
    other: 'never',
  },
  spaced: { fits: ofType('rows'), words: '表の項目', other: 'never' },
};

/** A fault of the field behind the colon; a field that is not there at all is told of elsewhere. */
function otherFaults(format: PrintFormat, id: string | undefined, other: Field | undefined): string[] {
  const use = USES[format].other;
  if (id === undefined) {
    return use === 'required' ? [`「${format}」の後には、「:」に続けて、もう一つの日時の項目の番号を書いてください。`] : [];
  }
  if (use === 'never') {
    return [`「${format}」の後に、「:」は書けません。`];
  }
  return other === undefined || isDateTime(other) ? [] : [`「${format}」の「:」の後に書けるのは、日時の項目だけです。`];
}

/** Formats in the texts of a value that there are not, or that cannot print the fields they stand with. */
export function formatFaults(value: unknown, fields: ReadonlyMap<string, Field>): string[] {
  return [...JSON.stringify(value).matchAll(VALUE)].flatMap(([, id = '', name, otherId]) => {
    if (name === undefined) {
      return [];
    }
    const { data: format } = printFormatSchema.safeParse(name);
    if (format === undefined) {
      return [`「${name}」という書き方（|の後）はありません。`];
    }
    const field = fields.get(id);
    const { fits, words } = USES[format];
    return [
      ...(field === undefined || fits(field)
        ? []
        : [`項目「${id}」は、「${format}」の書き方では印刷できません。この書き方ができるのは、${words}です。`]),
      ...otherFaults(format, otherId, otherId === undefined ? undefined : fields.get(otherId)),
    ];
  });
}
