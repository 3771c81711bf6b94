/** Sets the numbers of findings that begin on the same line of the paper side by side in its margin. */
export function spreadNumbers(paper: HTMLElement): void {
  const onLine = new Map<number, number>();
  for (const number of paper.querySelectorAll<HTMLElement>('.margin-no')) {
    number.style.translate = '';
    const line = Math.round(number.getBoundingClientRect().top);
    const before = onLine.get(line) ?? 0;
    onLine.set(line, before + 1);
    number.style.translate = `calc(${String(before)} * var(--margin-no-step))`;
  }
}
