/** A page of what a template is: its name and the properties that it edits. */
interface BasicsPage {
  readonly name: string;
  readonly holds: readonly string[];
}

/** What a template is, in pages short enough to take in; what no other page holds is told on the first one. */
export const BASICS_PAGES: readonly BasicsPage[] = [
  { name: '名前と用途', holds: ['name', 'group', 'purpose', 'keywords', 'styleProfile', 'subjectSuffix', 'title', 'minutes'] },
  { name: 'AIに伝えること', holds: ['prompt', 'usualAnswerTokens'] },
  { name: '確認のときに見ること', holds: ['acceptance'] },
  { name: '入力のまとまり', holds: ['groups'] },
  { name: '入力例', holds: ['sample'] },
];

/** The page, from 0, on which a property of the template stands: `groups.2.title` is on that of the groups. */
export function basicsPageOf(path: string): number {
  const [property = ''] = path.split('.');
  return Math.max(
    0,
    BASICS_PAGES.findIndex(({ holds }) => holds.includes(property)),
  );
}
