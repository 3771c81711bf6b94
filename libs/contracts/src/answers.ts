/** One row of a `rows` field, or the value of a `group`: text by column id. */
export type Row = Readonly<Record<string, string>>;

/** The value of one field. An optional field that was left empty has no key. */
export type AnswerValue = string | number | boolean | readonly string[] | readonly Row[] | Row;

/** What the clerk filled in (入力), by field id. */
export type Answers = Readonly<Record<string, AnswerValue>>;
