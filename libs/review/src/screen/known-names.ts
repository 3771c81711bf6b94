import { linesAnswer, rowsAnswer, type Answers, type AnswerValue, type Field } from '@bunan/contracts';

/** Words that stand beside names and are none. */
const NO_NAMES = /^(議長|副議長|会長|副会長|委員長|委員|部長|課長|係長|市長|所長|局長|事務局|様|殿|氏|代表|代表者|各位|御中)$/;

/** Honorifics and titles at the end of a name. */
const TITLES = /(様|殿|氏|さん|委員|議員|会長|議長|市長|部長|課長|係長|主任|先生)$/;

/** One or two kanji are too common to be taken as a name in running text. */
const MIN_FAMILY_NAME = 2;

/** The names in a value in all their spellings; what stands in a column of names is one, even a family name alone. */
function namesIn(value: AnswerValue | undefined): string[] {
  const columns = rowsAnswer(value).map((row) => row.name ?? '');
  return [...[...linesAnswer(value), ...columns].flatMap(spellings), ...columns.flatMap(familyName)];
}

/** What names are written with; braces, marks and digits make no name. */
const NAME = /^[\p{L}\p{M}々ヶ・'’.-]+$/u;

/** A name as people write it elsewhere: with its space, without it, and the family name alone. */
function spellings(text: string): string[] {
  const words = text
    .split(/[\s　]+/)
    .filter((word) => NAME.test(word) && !NO_NAMES.test(word))
    .map((word) => word.replace(TITLES, ''));
  const [family = '', given = ''] = words.slice(-2);
  if (words.length < 2 || given === '') {
    return [];
  }
  const full = [`${family}　${given}`, `${family} ${given}`, `${family}${given}`];
  return family.length >= MIN_FAMILY_NAME ? [...full, family] : full;
}

/** A single word that is long enough to be taken as a family name. */
function familyName(text: string): string[] {
  const name = text.trim().replace(TITLES, '');
  return NAME.test(name) && !NO_NAMES.test(text.trim()) && name.length >= MIN_FAMILY_NAME ? [name] : [];
}

/** Names of people that the forms know, in the spellings in which free text may hold them; longest first. */
export function knownNames(fields: readonly Field[], ...forms: readonly Answers[]): string[] {
  const names = fields
    .filter((field) => field.pii === 'name' || field.pii === 'staff')
    .flatMap((field) => forms.flatMap((answers) => namesIn(answers[field.id])));
  return [...new Set(names)].toSorted((a, b) => b.length - a.length);
}
