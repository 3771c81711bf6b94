import type { Finding } from '@bunan/contracts';
import { findingAt } from '../finding-at.js';
import type { ReviewedSection } from '../reviewed-section.js';

/** What is no task: nothing at all, or a reference to another item. */
const NO_TASK = /^(なし|特になし|協議内容のとおり)。?$/;

const HEAD = /^内容[　 ]*[|｜]/;

/** What is wrong with one line of a list of tasks; null when it is whole. */
function faultOf(line: string): string | null {
  const cells = line.split(/[|｜]/).map((cell) => cell.trim());
  if (cells.length === 3) {
    return cells.includes('') ? '内容、担当又は期限が空いています。分からないときは「未定」と書いてください。' : null;
  }
  return '1行に「内容|担当|期限」の形で書いてください。担当や期限が分からないときは「未定」とします。';
}

/** Tasks without somebody who does them or a day by which they are done. */
export function tasksCheck({ section, text }: ReviewedSection): Finding[] {
  let at = 0;
  return text.split('\n').flatMap((line) => {
    const start = at;
    at += line.length + 1;
    const message = line.trim() === '' || HEAD.test(line) || NO_TASK.test(line.trim()) ? null : faultOf(line);
    if (message === null) {
      return [];
    }
    return [
      findingAt({
        rule: 'tasks.incomplete',
        severity: 'warn',
        title: '担当と期限',
        message,
        sectionId: section.id,
        range: { start, end: start + line.length },
        excerpt: line,
      }),
    ];
  });
}
